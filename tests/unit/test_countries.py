"""What is usual in a country, and where that is known from."""

import pytest

from comanda.kernel.clock import listed_zone, zone, zone_names
from comanda.kernel.countries import (
    CASH_OF_COUNTRIES,
    CASH_OF_CURRENCIES,
    COUNTRIES,
    cash_step,
    shows_prices_with_tax,
)
from comanda.kernel.money import minor_unit

STEPS = {
    "AU": 5, "BE": 5, "CA": 5, "CH": 5, "CZ": 100, "DK": 50, "EE": 5, "FI": 5, "HK": 10, "HU": 500, "IE": 5, "IL": 10,
    "IT": 5, "LI": 5, "LT": 5, "MY": 5, "NL": 5, "NO": 100, "NZ": 10, "SE": 100, "SG": 5, "SK": 5, "UA": 50, "ZA": 10,
    "ID": 100, "RS": 100, "TW": 100,
}  # fmt: skip
"""In minor units; every other country we know pays to the last of them."""


def test_cash_is_rounded_to_the_coins_a_country_has():
    found = {country: cash_step(country, known.currency) for country, known in COUNTRIES.items()}

    assert {country: step for country, step in found.items() if step != 1} == STEPS
    assert {found[country] for country in ("AT", "DE", "ES", "FR", "GB", "GR", "JP", "PL", "PT", "US")} == {1}


@pytest.mark.parametrize(
    ("country", "currency", "step"),
    [("CH", "EUR", 5), ("AU", "EUR", 5), ("DE", "CHF", 1), ("QQ", "NOK", 100), ("QQ", "EUR", 1), ("QQ", "QQQ", 1)],
)
def test_the_country_decides_and_the_money_where_it_is_not_known(country: str, currency: str, step: int):
    assert cash_step(country, currency) == step


def test_only_prices_of_the_united_states_and_canada_are_without_tax():
    assert [country for country in COUNTRIES if not shows_prices_with_tax(country)] == ["CA", "US"]
    assert shows_prices_with_tax("QQ")


def test_every_step_names_its_source_and_fits_its_money():
    rules = [*CASH_OF_COUNTRIES.values(), *CASH_OF_CURRENCIES.values()]
    assert all(rule.step > 1 and len(rule.source) > 20 for rule in rules)
    assert [country for country in CASH_OF_COUNTRIES if country not in COUNTRIES] == []
    assert all(minor_unit(currency) for currency in CASH_OF_CURRENCIES)


def test_every_country_has_money_and_a_zone_that_exist():
    for known in COUNTRIES.values():
        assert minor_unit(known.currency) in (0, 2, 3)
        assert known.timezone in zone_names()


@pytest.mark.parametrize(
    "name", ["posix/Europe/Berlin", "right/Europe/Berlin", "localtime", "posixrules", "Factory", "europe/berlin",
             "EUROPE/BERLIN", "utc", "Europe", "Europe/Berlin ", "", "tzdata.zi", "leapseconds", "../UTC"],
)  # fmt: skip
def test_names_only_this_machine_knows_are_no_zones(name: str):
    assert name not in zone_names()


def test_zones_of_the_list_are_zones():
    links = {"Asia/Kolkata", "Asia/Calcutta", "Europe/Kyiv", "US/Pacific"}
    assert {"Europe/Berlin", "UTC", "Etc/GMT+5", *links} <= zone_names()
    assert all(zone(name).key == name for name in zone_names())


@pytest.mark.parametrize(
    ("stored", "listed"),
    [
        ("Europe/Berlin", "Europe/Berlin"), ("posix/Europe/Berlin", "Europe/Berlin"), ("right/UTC", "UTC"),
        ("europe/berlin", "Europe/Berlin"), ("localtime", "localtime"),
    ],
)  # fmt: skip
def test_what_was_stored_before_is_told_as_browsers_know_it(stored: str, listed: str):
    assert listed_zone(stored) == listed
