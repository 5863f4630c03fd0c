"""Rafiq's own Rasa components: spelling, language, entities, topic; and the sealed way in and out."""
