"""The law in the formats of others: OSCAL, ODRL, the W3C Data Privacy Vocabulary, Fideslang, ISO/IEC TS 27560. Pure."""
