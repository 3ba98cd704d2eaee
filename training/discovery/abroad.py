"""Addresses outside China, and Chinese ones written in English: the half of `places.Places` that is about Latin script."""

from __future__ import annotations

import random
from functools import cached_property

from faker import Faker
from people import People


class Abroad:
    """Draws from one random source; `tree` and `roads` are the other half's."""

    tree: list[tuple[str, str, str, str, str]]
    roads: list[str]

    def __init__(self, rng: random.Random, people: People) -> None:
        self.rng = rng
        self.people = people
        self.pick = people.pick

    def n(self, a: int, b: int) -> int:
        return self.rng.randint(a, b)

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    @cached_property
    def _foreign(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for locale in [
            "en_US",
            "en_GB",
            "en_CA",
            "en_AU",
            "en_IE",
            "en_NZ",
            "en_IN",
            "de_DE",
            "fr_FR",
            "es_ES",
            "it_IT",
            "nl_NL",
            "pl_PL",
            "pt_BR",
            "sv_SE",
            "da_DK",
            "cs_CZ",
            "id_ID",
            "vi_VN",
            "es_MX",
            "de_CH",
            "de_AT",
            "nl_BE",
            "fi_FI",
            "no_NO",
            "hu_HU",
            "ja_JP",
            "ko_KR",
            "ru_RU",
        ]:
            fake = Faker(locale)
            out[locale] = [fake.address() for _ in range(260)]
            if locale == "ja_JP":
                out["ja_street"] = [fake.address() for _ in range(200)]
        return out

    def _line(self, text: str) -> str:
        x = self.rng.random()
        return text.replace("\n", ", " if x < 0.75 else " " if x < 0.9 else ",")

    _STREETS = [
        "High Street",
        "Station Road",
        "Church Lane",
        "Victoria Road",
        "Mill Lane",
        "Park Avenue",
        "Queens Road",
        "King Street",
        "Green Lane",
        "Oak Drive",
        "Maple Avenue",
        "Elm St",
        "Main Street",
        "Cedar Ln",
        "Sunset Blvd",
        "5th Avenue",
        "Broadway",
        "Market Street",
        "Washington Ave",
        "Lincoln Way",
        "Pine Street",
        "Lakeview Dr",
        "Highland Rd",
        "Riverside Drive",
        "Old Mill Rd",
        "Wellington Street",
        "George Street",
        "Pitt St",
        "Orchard Road",
        "Clementi Avenue 3",
        "Nathan Road",
        "Queen's Road Central",
        "Canton Road",
        "Hennessy Road",
        "MG Road",
        "Ring Road",
        "Chapel Street",
        "Harbour View",
        "Manor Way",
        "Meadow Close",
        "Rosebery Crescent",
        "Albion Terrace",
        "Grove Court",
    ]
    _CITIES = [
        "London",
        "Manchester",
        "Leeds",
        "Bristol",
        "Edinburgh",
        "Oxford",
        "Cambridge",
        "Birmingham",
        "Brighton",
        "Cardiff",
        "New York",
        "Brooklyn",
        "Boston",
        "Chicago",
        "Austin",
        "Seattle",
        "Portland",
        "Denver",
        "San Jose",
        "Palo Alto",
        "Toronto",
        "Vancouver",
        "Sydney",
        "Melbourne",
        "Brisbane",
        "Auckland",
        "Singapore",
        "Dublin",
        "Kowloon",
        "Hong Kong",
        "Springfield",
        "Columbus",
        "Tucson",
        "Reading",
        "York",
        "Bath",
        "Leicester",
    ]
    _STATES = ["NY", "CA", "TX", "WA", "MA", "IL", "FL", "OR", "CO", "AZ", "NJ", "PA", "OH", "GA", "NC", "VA"]

    _TYPES = [
        "Street",
        "St",
        "St.",
        "Street",
        "Road",
        "Rd",
        "Rd.",
        "Road",
        "Avenue",
        "Ave",
        "Ave.",
        "Avenue",
        "Lane",
        "Ln",
        "Ln.",
        "Drive",
        "Dr",
        "Dr.",
        "Boulevard",
        "Blvd",
        "Way",
        "Court",
        "Ct",
        "Place",
        "Pl",
        "Close",
        "Crescent",
        "Cres",
        "Terrace",
        "Tce",
        "Square",
        "Sq",
        "Highway",
        "Hwy",
        "Parkway",
        "Pkwy",
        "Row",
        "Gardens",
        "Grove",
        "Walk",
        "Hill",
        "Rise",
        "Mews",
        "Parade",
        "Pde",
        "Circle",
        "Cir",
        "Trail",
        "Trl",
        "Loop",
        "Path",
        "Quay",
        "Wharf",
        "Green",
        "Park",
        "View",
        "Gate",
        "Heights",
        "Turnpike",
        "Pike",
        "Esplanade",
        "Alley",
        "Bend",
        "Crossing",
        "Point",
        "Ridge",
        "Run",
        "Path",
    ]
    _ROAD_WORDS = [
        "High",
        "Station",
        "Church",
        "Mill",
        "Park",
        "Queens",
        "King",
        "Kings",
        "Green",
        "Oak",
        "Maple",
        "Elm",
        "Main",
        "Cedar",
        "Sunset",
        "Market",
        "Pine",
        "Lake",
        "Lakeview",
        "Highland",
        "River",
        "Riverside",
        "Orchard",
        "Chapel",
        "Harbour",
        "Manor",
        "Meadow",
        "Grove",
        "North",
        "South",
        "East",
        "West",
        "Old",
        "New",
        "Upper",
        "Lower",
        "Castle",
        "Bridge",
        "School",
        "Windmill",
        "Forest",
        "Spring",
        "Springfield",
        "Hillside",
        "Valley",
        "Fairview",
        "Cherry",
        "Birch",
        "Willow",
        "Walnut",
        "Chestnut",
        "Poplar",
        "Juniper",
        "Magnolia",
        "Laurel",
        "Ash",
        "Beech",
        "Holly",
        "Ivy",
        "Rose",
        "Quarry",
        "Railway",
        "Cross",
        "Mount",
        "Ocean",
        "Bay",
        "Beach",
        "Cliff",
        "Summit",
        "Prospect",
        "Liberty",
        "Union",
        "Commerce",
        "Industrial",
        "Enterprise",
        "Airport",
        "College",
        "University",
        "Cathedral",
        "Abbey",
        "Priory",
        "St.",
        "Saint",
        "Long",
        "Broad",
        "Short",
        "Blue",
        "Red",
        "White",
        "Black",
        "Golden",
        "Silver",
        "Copper",
        "Iron",
    ]

    @cached_property
    def _lasts(self) -> list[str]:
        return self.people._english[1]

    def road_en(self) -> str:
        """A street as English writes it, number apart."""
        x = self.rng.random()
        kind = self.pick(self._TYPES)
        if x < 0.28:
            return self.pick(self._STREETS)
        if x < 0.52:
            return f"{self.pick(self._ROAD_WORDS)} {kind}"
        if x < 0.78:
            return f"{self.pick(self._lasts)} {kind}"
        if x < 0.86:
            return f"{self.pick(self._ROAD_WORDS)} {self.pick(self._ROAD_WORDS)} {kind}"
        if x < 0.93:
            number = self.n(1, 180)
            ordinal = f"{number}{'th' if 10 < number % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
            return f"{self.pick(['', '', 'N ', 'S ', 'E ', 'W ', 'NW ', 'SE ', 'North ', 'West '])}{ordinal} {self.pick(['Street', 'St', 'Ave', 'Avenue', 'Road'])}"
        return f"{self.pick(['N.', 'S.', 'E', 'W', 'North', 'South', 'Old', 'Upper'])} {self.pick(self._lasts)} {kind}"

    @cached_property
    def _towns(self) -> dict[str, list[str]]:
        """Names of towns as Faker makes or lists them, by country."""
        out = {}
        for locale in (
            "en_US",
            "en_GB",
            "en_AU",
            "en_CA",
            "de_DE",
            "fr_FR",
            "es_ES",
            "it_IT",
            "nl_NL",
            "pl_PL",
            "pt_BR",
            "sv_SE",
            "da_DK",
            "cs_CZ",
            "fi_FI",
            "no_NO",
            "hu_HU",
            "hr_HR",
            "sk_SK",
            "sl_SI",
            "pt_PT",
            "en_IN",
            "fil_PH",
        ):
            fake = Faker(locale)
            out[locale] = [fake.city() for _ in range(300)]
        return out

    @cached_property
    def _all_streets(self) -> list[str]:
        """Streets with numbers of every country in Latin script that Faker has addresses of."""
        out = []
        for locale in (
            "de_DE",
            "de_AT",
            "de_CH",
            "fr_FR",
            "fr_CH",
            "fr_CA",
            "es_ES",
            "es_MX",
            "es_AR",
            "es_CL",
            "es_CO",
            "it_IT",
            "nl_NL",
            "nl_BE",
            "pl_PL",
            "pt_BR",
            "pt_PT",
            "sv_SE",
            "da_DK",
            "cs_CZ",
            "sk_SK",
            "sl_SI",
            "hr_HR",
            "ro_RO",
            "hu_HU",
            "fi_FI",
            "no_NO",
            "id_ID",
            "tr_TR",
            "en_IN",
            "fil_PH",
            "et_EE",
            "lt_LT",
            "lv_LV",
            "az_AZ",
        ):
            try:
                fake = Faker(locale)
                out += [fake.street_address().replace("\n", ", ") for _ in range(150)]
            except (AttributeError, ValueError):
                continue
        return [s for s in out if max(map(ord, s)) < 0x250 or 0x1E00 <= max(map(ord, s)) <= 0x1EFF]

    @cached_property
    def _countries(self) -> list[str]:
        from faker.providers.address.en import Provider

        return list(Provider.countries)

    def unit_en(self) -> str:
        """Flat, suite, floor as English writes them."""
        return self.pick([f"Apt {self.n(1, 400)}", f"Apt. {self.n(1, 999)}", f"Apt #{self.n(1, 90)}", f"Apartment {self.n(1, 90)}{self.pick(['', 'A', 'B'])}", f"Suite {self.n(1, 999)}", f"Ste {self.n(100, 900)}", f"Unit {self.n(1, 90)}{self.pick(['', '', 'A', 'B'])}", f"#{self.n(1, 40)}{self.pick(['', 'A', 'C'])}", f"Flat {self.n(1, 90)}", f"Flat {self.pick('ABCDEF')}", f"Floor {self.n(1, 40)}", f"{self.n(2, 30)}th Floor", f"Room {self.n(101, 2999)}", f"Bldg {self.pick('ABCD')}", f"Lot {self.n(1, 80)}", f"Level {self.n(1, 40)}"])  # fmt: skip

    def glued(self, parts: list[str]) -> str:
        """Parts of an address on one line or on several."""
        x = self.rng.random()
        glue = (
            ", "
            if x < 0.42
            else "\n"
            if x < 0.68
            else " "
            if x < 0.8
            else ",\n"
            if x < 0.88
            else ","
            if x < 0.91
            else "\n    "
            if x < 0.95
            else " / "
        )
        text = glue.join(p for p in parts if p)
        return text.lower() if self.chance(0.06) else text.upper() if self.chance(0.03) else text

    def american(self) -> str:
        """As in the United States, now and then military or a box."""
        state, zip_code = (
            self.pick(self._STATES),
            f"{self.n(501, 99950):05d}" + (f"-{self.n(1000, 9999)}" if self.chance(0.12) else ""),
        )
        if self.chance(0.08):
            kind = self.pick(
                [
                    f"PSC {self.n(1, 9999)}, Box {self.n(1, 9999)}",
                    f"Unit {self.n(1, 9999)} Box {self.n(1, 9999)}",
                    f"USS {self.pick(self._lasts)}",
                    f"USNS {self.pick(self._lasts)}",
                    f"CMR {self.n(100, 999)} Box {self.n(1, 9999)}",
                ]
            )
            return self.glued(
                [
                    kind,
                    f"{self.pick(['APO', 'FPO', 'DPO'])} {self.pick(['AA', 'AE', 'AP'])} {self.n(9000, 96999):05d}",
                ]
            )
        street = f"{self.n(1, 99999) if self.chance(0.2) else self.n(1, 2999)} {self.road_en()}"
        if self.chance(0.08):
            street = (
                self.pick(["PO Box", "P.O. Box", "P O Box", "Post Office Box", "POB"])
                + f" {self.n(1, 99999)}"
            )
        elif self.chance(0.04):
            street = f"{self.pick(['RR', 'Rural Route', 'HC'])} {self.n(1, 9)} Box {self.n(1, 300)}"
        unit = self.unit_en() if self.chance(0.3) else ""
        if unit and self.chance(0.6):
            street, unit = street + self.pick([" ", ", "]) + unit, ""
        city = self.pick(self._towns["en_US"] if self.chance(0.7) else self._CITIES)
        x = self.rng.random()
        tail = (
            f"{city}{self.pick([', ', ', ', ' '])}{state} {zip_code}"
            if x < 0.7
            else f"{city}, {state}"
            if x < 0.8
            else city
            if x < 0.88
            else ""
            if x < 0.94
            else f"{city} {zip_code}"
        )
        return self.glued(
            [street, unit, tail, self.pick(["USA", "United States", "U.S.A."]) if self.chance(0.1) else ""]
        )

    def postcode_uk(self) -> str:
        return f"{self.pick(['B', 'BS', 'CF', 'E', 'EH', 'G', 'GU', 'L', 'LS', 'M', 'N', 'NE', 'NW', 'OX', 'RG', 'S', 'SE', 'SW', 'W', 'YO', 'BT', 'PL', 'AB'])}{self.n(1, 28)} {self.n(1, 9)}{self.pick('ABDEFGHJLNPQRSTUW')}{self.pick('ABDEFGHJLNPQRSTUW')}"

    def british(self) -> str:
        """As in Britain and Ireland."""
        house = ""
        if self.chance(0.25):
            house = self.pick(
                [
                    f"Flat {self.n(1, 60)}",
                    f"Flat {self.n(1, 9)}{self.pick('ABC')}",
                    f"{self.pick(self._ROAD_WORDS)} {self.pick(['House', 'Cottage', 'Court', 'Lodge', 'Farm', 'Barn', 'Mansions', 'Works'])}",
                    f"Unit {self.n(1, 40)}",
                    f"Studio {self.n(1, 9)}",
                    "The Old Rectory",
                    "Ground Floor",
                    "First Floor Flat",
                    "Top Flat",
                ]
            )
        street = f"{self.n(1, 299)}{self.pick(['', '', '', '', 'A', 'a', 'b'])} {self.road_en()}"
        town = self.pick(self._CITIES if self.chance(0.5) else self._towns["en_GB"])
        village = self.pick(self._towns["en_GB"]) if self.chance(0.12) else ""
        county = (
            self.pick(
                [
                    "Kent",
                    "Essex",
                    "Surrey",
                    "West Yorkshire",
                    "Lancashire",
                    "Co. Durham",
                    "Devon",
                    "Cheshire",
                    "Greater Manchester",
                    "Co. Cork",
                    "Norfolk",
                    "Fife",
                ]
            )
            if self.chance(0.14)
            else ""
        )
        code = self.postcode_uk() if self.chance(0.7) else ""
        if code and self.chance(0.5):
            return self.glued(
                [house, street, village, county, town + " " + code, "UK" if self.chance(0.08) else ""]
            )
        return self.glued(
            [
                house,
                street,
                village,
                town,
                county,
                code,
                self.pick(["UK", "United Kingdom", "England", "Scotland", "Ireland"])
                if self.chance(0.1)
                else "",
            ]
        )

    def southern(self) -> str:
        """As in Australia, New Zealand, Canada, India, Singapore."""
        x = self.rng.random()
        if x < 0.4:
            street = f"{self.pick(['', '', f'{self.n(1, 60)}/', f'Unit {self.n(1, 40)}, ', f'Shop {self.n(1, 20)}, ', f'Level {self.n(1, 30)}, '])}{self.n(1, 400)} {self.road_en()}"
            return self.glued(
                [
                    street,
                    f"{self.pick(self._towns['en_AU'])} {self.pick(['NSW', 'VIC', 'QLD', 'WA', 'SA', 'TAS', 'ACT'])} {self.n(800, 7999):04d}",
                ]
            )
        if x < 0.6:
            code = f"{self.pick('ABCEGHJKLMNPRSTVXY')}{self.n(0, 9)}{self.pick('ABCEGHJKLMN')} {self.n(0, 9)}{self.pick('ABCEGHJKLMN')}{self.n(0, 9)}"
            return self.glued(
                [
                    f"{self.pick(['', f'{self.n(1, 2000)}-'])}{self.n(1, 4000)} {self.road_en()}",
                    f"{self.pick(self._towns['en_CA'])}, {self.pick(['ON', 'BC', 'QC', 'AB', 'MB', 'NS'])} {code}",
                    "Canada" if self.chance(0.15) else "",
                ]
            )
        if x < 0.85:
            head = self.pick(
                [
                    f"H.No. {self.n(1, 20)}-{self.n(1, 99)}/{self.n(1, 9)}",
                    f"Plot No. {self.n(1, 400)}",
                    f"Flat {self.n(1, 12)}0{self.n(1, 6)}",
                    f"{self.n(1, 300)}/{self.pick('ABCD')}",
                    f"No. {self.n(1, 200)}",
                    f"#{self.n(1, 900)}",
                ]
            )
            block = self.pick(
                [
                    f"Sector {self.n(1, 60)}",
                    f"{self.n(1, 20)}th Cross",
                    f"{self.n(1, 9)}th Main",
                    f"{self.pick(self._ROAD_WORDS)} Nagar",
                    f"Phase {self.n(1, 5)}",
                    f"near {self.pick(self._ROAD_WORDS)} Temple",
                    "opp. Railway Station",
                    f"{self.pick(self._towns['en_IN'])} Road",
                ]
            )
            return self.glued(
                [
                    head,
                    self.pick(["", self.pick(self._lasts) + " Apartments", "Shanti Nivas"]),
                    block,
                    self.pick(self._towns["en_IN"])
                    + self.pick(["", " ", " - ", "-"]).rstrip()
                    + f" {self.n(110001, 855999)}",
                ]
            )
        return self.glued(
            [
                f"{self.pick(['Blk', 'Block', 'BLK'])} {self.n(1, 999)} {self.pick(['Ang Mo Kio Avenue', 'Clementi Street', 'Tampines Street', 'Jurong West Street', 'Bedok North Road', 'Yishun Ring Road'])} {self.n(1, 91)}",
                f"#{self.n(1, 25):02d}-{self.n(1, 400):02d}{self.pick(['', f' Singapore {self.n(100000, 829999)}', f', S({self.n(100000, 829999)})'])}",
            ]
        )

    def anywhere(self) -> str:
        """A street of any country with unit, town, country and code, as shops abroad note them."""
        street = self.pick(self._all_streets)
        if self.chance(0.25):
            street = f"{self.n(1, 300)} {street}"
        town = self.pick(self.pick(list(self._towns.values())))
        code = self.pick(
            [
                f"{self.n(1000, 99999)}",
                f"{self.n(10000, 99999)}",
                f"{self.n(100, 999)} {self.n(10, 99)}",
                f"{self.n(1000, 9999)} {self.pick('ABCDEFGH')}{self.pick('ABCDEFGH')}",
                f"{self.pick('DFAIESP')}-{self.n(1000, 99999)}",
            ]
        )
        unit = self.unit_en() if self.chance(0.35) else ""
        country = self.pick(self._countries) if self.chance(0.5) else ""
        x = self.rng.random()
        if x < 0.4:
            return self.glued([street, unit, f"{code} {town}", country])
        if x < 0.6:
            return self.glued([street, unit, town, f"{country} {code}".strip()])
        if x < 0.8:
            return self.glued([street, unit, f"{town}, {self.pick(self._STATES)} {code}", country])
        return self.glued([street, town, country])

    def en(self) -> str:
        x = self.rng.random()
        if x < 0.24:
            return self.american()
        if x < 0.44:
            return self.british()
        if x < 0.54:
            return self.southern()
        x = self.rng.random()
        if x < 0.15:
            return self._line(
                self.pick(
                    self._foreign[
                        self.pick(
                            ["en_US", "en_GB", "en_CA", "en_AU", "en_IE", "en_NZ", "en_IN", "en_US", "en_GB"]
                        )
                    ]
                )
            )
        x = max(x, 0.5)
        unit = self.pick(
            [
                "",
                "",
                f"Flat {self.n(1, 40)}, ",
                f"Apt {self.n(1, 40)}{self.pick('ABC ').strip()}, ",
                f"Unit {self.n(1, 90)}, ",
                f"Room {self.n(101, 2999)}, ",
                f"Suite {self.n(100, 900)}, ",
                f"{self.n(1, 40)}/F, ",
                f"Flat {self.pick('ABCDEF')}, {self.n(1, 30)}/F, ",
                f"#{self.n(1, 20):02d}-{self.n(1, 200):02d} ",
            ]
        )
        street = f"{self.n(1, 2500)}{self.pick(['', '', '', '', 'A', 'B'])} {self.road_en()}"
        code = self.pick(
            [
                f"{self.pick('BCEGLMNRSW')}{self.pick(['', self.pick('ABEHLMNSW')])}{self.n(1, 28)} {self.n(1, 9)}{self.pick('ABDEFGHJLN')}{self.pick('ABDEFGHJLN')}",
                f"{self.pick(self._STATES)} {self.n(10000, 99999)}",
                "",
                "",
                f"{self.pick(self._STATES)}",
            ]
        )
        city = self.pick(self._CITIES)
        tail = self.pick(
            [
                "",
                "",
                "",
                ", USA",
                ", UK",
                ", Hong Kong",
                ", Australia",
                ", Canada",
                ", United Kingdom",
                ", Singapore",
                ", China",
            ]
        )
        if x < 0.55:
            return f"{street}{self.pick(['', ', ' + city])}"
        if x < 0.62:
            apt = self.pick(
                [
                    f" Apt {self.n(1, 99)}",
                    f" #{self.n(1, 99)}",
                    f", Unit {self.n(1, 50)}",
                    f" Apt. {self.n(1, 9)}{self.pick('ABC')}",
                ]
            )
            return f"{street}{apt}, {city}{', ' + code if code else ''}"
        if x < 0.66:
            return f"{self.pick(['P.O. Box', 'PO Box', 'P.O. Box'])} {self.n(10, 9999)}, {city}{' ' + code if code else ''}"
        if x < 0.80:  # China and Hong Kong written in English
            from pypinyin import lazy_pinyin

            def roman(s: str) -> str:
                return "".join(lazy_pinyin(s)).capitalize()

            _, c, d, _, _ = self.pick(self.tree)
            road = roman(self.pick(self.roads)) + self.pick(
                [
                    " Road",
                    " Rd",
                    " Rd.",
                    " Street",
                    " Avenue",
                    " Lu",
                    " Road (N)",
                    " East Road",
                    " West Road",
                    " Middle Road",
                ]
            )
            head = self.pick(
                [
                    "",
                    "",
                    f"Room {self.n(101, 3999)}, ",
                    f"Rm {self.n(101, 2999)}, ",
                    f"Building {self.n(1, 30)}, ",
                    f"{self.n(1, 30)}F, ",
                    f"Unit {self.n(1, 5)}, Building {self.n(1, 30)}, ",
                ]
            )
            return f"{head}{self.pick(['No. ', 'No.', '', ''])}{self.n(1, 2999)} {road}, {roman(d.rstrip('区县市'))}{self.pick([' District', ' Dist.', '', ' County'])}, {roman((c or '上海').rstrip('市'))}{self.pick(['', ' ' + str(self.n(100000, 699999)), ', China', ', P.R. China', ', Shanghai'])}"
        return f"{unit}{street}, {city}{', ' + code if code else ''}{tail}"

    def foreign(self) -> str:
        if self.chance(0.45):
            return self.anywhere()
        locale = self.pick(
            [
                "de_DE",
                "fr_FR",
                "es_ES",
                "it_IT",
                "nl_NL",
                "pl_PL",
                "pt_BR",
                "sv_SE",
                "da_DK",
                "cs_CZ",
                "id_ID",
                "vi_VN",
                "es_MX",
                "de_CH",
                "de_AT",
                "nl_BE",
                "fi_FI",
                "no_NO",
                "hu_HU",
                "de_DE",
                "fr_FR",
                "es_ES",
                "it_IT",
                "ru_RU",
            ]
        )
        text = self._line(self.pick(self._foreign[locale]))
        if self.chance(0.22):
            text = text.split(",")[0]
        if self.chance(0.12):
            text += ", " + self.pick(
                [
                    "Germany",
                    "Deutschland",
                    "France",
                    "España",
                    "Italia",
                    "Netherlands",
                    "Polska",
                    "Brasil",
                    "Sweden",
                    "Vietnam",
                    "Indonesia",
                    "Austria",
                    "Switzerland",
                    "Schweiz",
                ]
            )
        return text
