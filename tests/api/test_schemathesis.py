"""The API as Schemathesis meets it: whatever is sent, no defect, and answers as the document says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from tests.api.conftest import token_for
from tests.control.people import House

from novation.api import rates
from novation.api.assembled import place_of
from novation.control.accounts.models import Organisation
from novation.control.actions import ACTIONS, InstallationTarget

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
    ignored_auth,
]
CALLS = 160  # over all operations, so that the test stays as quick when there are more of them


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A real WSGI request closes the database's connection at its end, and the test's transaction with it."""
    around = (request_started, request_finished)
    for signal in around:
        signal.disconnect(close_old_connections)
    yield
    for signal in around:
        signal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.usefixtures("one_connection")
def test_whatever_is_sent_there_is_no_defect_and_the_answer_is_as_described(house: House) -> None:
    """Each operation with sound and with broken input, on invented things and on real ones; all of it undone again."""
    bearer = {"Authorization": "Bearer " + token_for(house, house.officer)}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [found.ok() for found in schema.get_all_operations()]
    examples = max(2, CALLS // len(operations) // 2)
    real = _real_refs(house)
    with override_settings(API_CALLS_A_MINUTE=1_000_000), patch.object(rates, "STRANGERS", 1_000_000):
        for operation in operations:
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                _try(operation, mode, examples, bearer, real)


def _try(
    operation: Any, mode: GenerationMode, examples: int, bearer: dict[str, str], real: dict[str, str]
) -> None:
    checks = CHECKS if mode is GenerationMode.POSITIVE else [*CHECKS, negative_data_rejection]

    @settings(
        max_examples=examples, derandomize=True, deadline=None, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: Any) -> None:
        with transaction.atomic():
            case.call_and_validate(headers=bearer, checks=checks)
            transaction.set_rollback(True)
        ref = real.get(operation.path.split("/")[3])
        if ref and mode is GenerationMode.POSITIVE:
            case.path_parameters["ref"] = ref
            with transaction.atomic():
                case.call_and_validate(headers=bearer, checks=checks)
                transaction.set_rollback(True)

    run()


def _real_refs(house: House) -> dict[str, str]:
    """By the first part of an operation's place, a thing that is there."""
    found = {"cases": house.case.ref}
    for action in ACTIONS.values():
        if action.target not in (InstallationTarget, Organisation):
            one = action.target._default_manager.first()
            if one is not None:
                found.setdefault(place_of(action).split("/")[1], one.ref)
    return found | {"organisations": house.seller.ref}
