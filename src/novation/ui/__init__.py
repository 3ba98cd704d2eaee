"""The look: base templates, parts of pages, words in both languages, one stylesheet. It knows no case and no person."""
