"""A link to this very machine is no use to phones: whoever hands it on is told so, and what to do."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.opening import Opener
from tests.browser.restaurant import Restaurant

TOLD = {
    "en-GB": (
        "No phone can open this link: to every device, {host} is that device itself. For phones, start the demo with "
        "{command}, or set {setting} to the address by which they reach this server."
    ),
    "de-DE": (
        "Diesen Link kann kein Handy öffnen: {host} meint auf jedem Gerät das Gerät selbst. Damit es mit Handys geht: "
        "die Demo mit {command} starten oder {setting} auf die Adresse setzen, unter der sie diesen Server erreichen."
    ),
    "ar": (
        "لا يستطيع أي هاتف فتح هذا الرابط: {host} يعني على كل جهاز ذلك الجهاز نفسه. لتعمل الهواتف: شغّل العرض التجريبي "
        "بالأمر {command}، أو اضبط {setting} على العنوان الذي تصل به إلى هذا الخادم."
    ),
}
TABLE_5 = re.compile("^(Table|Tisch|طاولة) \u2068?5\\b")


@pytest.mark.parametrize("locale", TOLD)
def test_the_sheet_with_the_code_says_that_no_phone_can_open_it(restaurant: Restaurant, opener: Opener, locale: str):
    restaurant.open_table("5")
    till = opener.cashier(locale=locale)
    till.page.get_by_role("button", name=TABLE_5).click()
    till.page.get_by_role("button", name="QR").click()

    sheet = till.page.get_by_role("dialog")
    told = sheet.get_by_role("note").locator("p")
    values = {"host": restaurant.base_url[7:], "command": "make demo LAN=1", "setting": "COMANDA_PUBLIC_URL"}
    if locale == "ar":
        values = {name: f"\u2068{value}\u2069" for name, value in values.items()}
    expect(told).to_have_count(2)
    assert " ".join(told.all_inner_texts()) == TOLD[locale].format(**values)
    assert sheet.evaluate("sheet => sheet.scrollWidth <= sheet.clientWidth")
