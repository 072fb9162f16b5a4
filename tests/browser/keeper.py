"""What the platform's admin sees and does, in the admin's words."""

import re

from playwright.sync_api import Locator, Page, expect


class AdminPage:
    """The admin's app on one device."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def button(self, name: str | re.Pattern[str], within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=name, exact=isinstance(name, str))

    def dialog(self, name: str) -> Locator:
        return self.page.get_by_role("dialog", name=name, exact=True)

    def go(self, page: str) -> None:
        """One of the pages; ends where it is shown."""
        self.page.get_by_role("navigation").get_by_role("link", name=page, exact=True).click()
        expect(self.page.get_by_role("heading", name=page, level=1)).to_be_visible()

    def entry(self, name: str) -> Locator:
        """Somebody, or something, in a list."""
        return self.page.get_by_role("main").get_by_role("listitem").filter(has_text=name)

    def open(self, name: str) -> Locator:
        """The sheet of somebody in a list."""
        self.entry(name).get_by_role("button").click()
        return self.dialog(name)

    def add_organization(self, name: str, country: str = "Germany") -> None:
        """Ends on the new organization's page."""
        self.button("Add organization").click()
        sheet = self.dialog("Add organization")
        sheet.get_by_label("Name").fill(name)
        sheet.get_by_label("Country").select_option(country)
        self.button("Add organization", sheet).click()
        expect(self.page.get_by_role("heading", name=name, level=1)).to_be_visible()

    def add_branch(self, organization: str, name: str) -> None:
        """From the organization's page."""
        self.button("Add branch").click()
        sheet = self.dialog(f"New branch of {organization}")
        sheet.get_by_label("Name").fill(name)
        self.button("Add branch", sheet).click()
        expect(self.entry(name)).to_be_visible()

    def invite(self, name: str, email: str, branch: str = "All branches") -> str:
        """From the organization's page; returns the link to hand over, and leaves the sheet open."""
        self.button("Add manager").click()
        sheet = self.dialog("Add manager")
        sheet.get_by_label("Name").fill(name)
        sheet.get_by_label("Email").fill(email)
        sheet.get_by_label("Branch").select_option(branch)
        self.button("Invite", sheet).click()
        return self.dialog(name).get_by_label(f"Link for {name}").input_value()

    def close_sheet(self) -> None:
        sheet = self.page.get_by_role("dialog")
        self.button("Close", sheet).click()
        expect(sheet).to_have_count(0)
