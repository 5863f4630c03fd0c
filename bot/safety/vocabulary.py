"""Builds the reader from `forms.yml`, `letters.yml`, `words.yml` and `ordinary.yml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.safety.files import Text, Tree, mapping, read_tree, texts
from bot.safety.forms import Form, load_forms
from bot.safety.letters import Letters, load_letters
from bot.safety.lexicon import Entry, Lexicon, Limits
from bot.safety.notation import NotationError, parse, words_named
from bot.safety.reader import Phrase, Reader
from bot.safety.spelling import Spelling
from bot.words.normalise import fold

STEERING = frozenset(
    "filler joint degree part negator lacking neither what before_what maybe_what carrier light infinitive but or "
    "persist".split()
)
FORMS = frozenset({"literal"})
BUILT_IN = frozenset({"asked", "denying"})
_CLASS_KEYS = frozenset({"phrases", "also", "forgiving", "as_listed"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """The word classes with their entries, before literals of patterns are known."""

    entries: tuple[Entry, ...]
    phrases: tuple[Phrase, ...]
    forms: Mapping[str, Form]
    letters: Letters
    ordinary: frozenset[str]
    unglued: frozenset[str]
    lookalikes: frozenset[str]
    forgiving: frozenset[str]
    listed: frozenset[str]
    classes: frozenset[str]

    def reader(self, *, literals: frozenset[str], heard: frozenset[str]) -> Reader:
        """Return the reader that also knows the words which patterns name themselves, and those found by sound."""
        phrased = words_named(phrase.pattern for phrase in self.phrases)
        lexicon = Lexicon(
            self.entries,
            self.forms,
            self.letters.sounds,
            literals={word: word in heard or word in phrased for word in literals | phrased},
            limits=Limits(listed=self.listed, ordinary=self.ordinary, lookalikes=self.lookalikes),
        )
        spelling = Spelling(
            lexicon,
            ordinary=self.ordinary | self.lookalikes | heard | phrased,
            unglued=self.unglued,
            forgiving=self.forgiving,
            slips=self.letters.slips,
        )
        return Reader(spelling, self.phrases)


def load_vocabulary(folder: Path, problems: list[str]) -> Vocabulary:
    """Return the vocabulary in `folder`; what is wrong is appended to `problems`."""
    forms = load_forms(folder / "forms.yml", problems)
    letters = load_letters(folder / "letters.yml", problems)
    tree = read_tree(folder / "words.yml", problems)
    others = read_tree(folder / "ordinary.yml", problems)
    place = f"{folder.name}/words.yml:1"
    classes = mapping(tree.get("words"), place, problems)
    problems.extend(f"{place}: error: the class <{name}> is missing" for name in sorted(STEERING - classes.keys()))
    for name in sorted(FORMS - forms.keys()):
        problems.append(f"{folder.name}/forms.yml:1: error: the form {name!r} is missing")
        forms[name] = Form(native=(), latin=())
    names = frozenset(classes) | BUILT_IN
    maker = _Classes(forms=forms, letters=letters, names=names, place=place, problems=problems)
    for name, body in classes.items():
        maker.add(name, mapping(body, place, problems))
    return Vocabulary(
        entries=tuple(maker.entries),
        phrases=tuple(maker.phrases),
        forms=forms,
        letters=letters,
        ordinary=_words(tree.get("ordinary"), place, problems)
        | _words(others.get("ordinary"), f"{folder.name}/ordinary.yml:1", problems),
        unglued=_words(tree.get("unglued"), place, problems),
        lookalikes=_words(tree.get("lookalikes"), place, problems),
        forgiving=frozenset(maker.forgiving),
        listed=frozenset(maker.listed),
        classes=names,
    )


def _words(tree: Tree | None, place: str, problems: list[str]) -> frozenset[str]:
    return frozenset(word for text in texts(tree, place, problems) for word in fold(text.text).split())


class _Classes:
    """Collects the entries and phrases of the classes."""

    def __init__(
        self, *, forms: Mapping[str, Form], letters: Letters, names: frozenset[str], place: str, problems: list[str]
    ) -> None:
        self.entries: list[Entry] = []
        self.phrases: list[Phrase] = []
        self.forgiving: set[str] = set()
        self.listed: set[str] = set()
        self._letters = letters
        self._forms, self._names, self._place, self._problems = forms, names, place, problems

    def add(self, name: str, body: Mapping[str, Tree]) -> None:
        senses = [name, *(text.text for text in texts(body.get("also"), self._place, self._problems))]
        for sense in senses:
            if sense not in self._names:
                self._problems.append(f"{self._place}: error: {name}: no word class <{sense}>")
        if "forgiving" in body:
            self.forgiving.add(name)
        if "as_listed" in body:
            self.listed.add(name)
        for key, tree in body.items():
            if key == "phrases":
                self._add_phrases(senses, texts(tree, self._place, self._problems))
            elif key in self._forms:
                self._add_words(senses, key, texts(tree, self._place, self._problems))
            elif key not in _CLASS_KEYS:
                self._problems.append(f"{self._place}: error: {name}: no form {key!r} in forms.yml")

    def _add_words(self, senses: list[str], form: str, words: Iterable[Text]) -> None:
        for text in words:
            stem = fold(text.text)
            if not stem:
                self._problems.append(f"{text.place}: error: {text.text!r} is no word")
            elif " " in stem:
                self._add_phrases(senses, [Text(text=stem, place=text.place)])
            else:
                stems = self._letters.spellings(stem) if form.startswith("ar_") else [squeezed(stem)]
                self.entries.extend(Entry(stem=one, form=form, sense=sense) for one in stems for sense in senses)

    def _add_phrases(self, senses: list[str], patterns: Iterable[Text]) -> None:
        for text in patterns:
            try:
                pattern = parse(text.text, text.place, self._names)
            except NotationError as error:
                self._problems.append(f"{text.place}: error: {error}")
                continue
            if len(pattern.sequences) > 1 or pattern.sequences[0][-1].denied:
                self._problems.append(f"{text.place}: error: a phrase has no `&` and does not end denied")
                continue
            self.phrases.append(Phrase(pattern=pattern, senses=frozenset(senses)))


def squeezed(stem: str) -> str:
    """Return `stem` with doubled Latin letters single, as messages are read."""
    return "".join(c for i, c in enumerate(stem) if not (c.isascii() and c.isalpha() and i and stem[i - 1] == c))
