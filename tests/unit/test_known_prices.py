"""What the client's arithmetic is held to is what the pricing package says."""

from tests.known_prices import FILE, as_text, known_prices


def test_the_prices_the_client_is_held_to_are_the_servers():
    cases = known_prices()

    assert FILE.read_text(encoding="utf-8") == as_text(cases)
    assert sum(1 for case in cases if case["missing"]) == 42
    assert sum(1 for case in cases if any(group["free_quantity"] for group in case["dish"]["option_groups"])) == 86
