"""Icons: each one drawn, none like another."""

from typing import get_args

import pytest

from bot.pictures.icons import ActivityIcon, icon_mask

ICONS = get_args(ActivityIcon)


@pytest.mark.parametrize("icon", [*ICONS, "phone", "emergency", "calendar", "check", "hands"])
def test_an_icon_has_ink_and_stays_on_its_square(icon: ActivityIcon) -> None:
    mask = icon_mask(icon, 80)
    box = mask.getbbox()
    assert mask.size == (80, 80)
    assert box is not None
    assert box[0] > 0
    assert box[1] > 0
    assert box[2] < 80
    assert box[3] < 80


def test_no_two_icons_look_alike() -> None:
    assert len({icon_mask(icon, 80).tobytes() for icon in ICONS}) == len(ICONS)


def test_an_unknown_icon_is_refused_with_the_known_ones_named() -> None:
    with pytest.raises(ValueError, match=r"'moon'.*water"):
        icon_mask("moon", 80)
