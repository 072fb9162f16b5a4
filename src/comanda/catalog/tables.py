"""The organization's catalog; below it, what each branch made of it. The order path reads the branch's rows only."""

from sqlalchemy import Index

from comanda.catalog.values import Channel, OptionKind
from comanda.engine.schema import (
    Count,
    Flag,
    Id,
    Instant,
    Minor,
    Whole,
    Words,
    at_least,
    belongs_to,
    branch_table,
    check,
    choice,
    column,
    flag,
    organization_table,
    primary_key,
    table,
)

catalogs = table(
    "catalogs",
    column("organization_id", Id),
    at_least("version", 1),
    primary_key("organization_id"),
    clustered=True,
)

tax_rates = organization_table(
    "tax_rates", column("name", Words), at_least("rate", 0), at_least("version", 1), clustered=True
)

availability_windows = organization_table(
    "availability_windows",
    column("name", Words),
    column("weekdays", Whole),
    column("from_minute", Whole),
    column("to_minute", Whole),
    flag("archived"),
    at_least("version", 1),
    clustered=True,
)

product_types = organization_table(
    "product_types",
    column("name", Words),
    column("description", Words),
    column("position", Whole),
    column("station", Words),
    column("window_id", Id, null=True),
    at_least("cooking_minutes", 1, null=True),
    column("translations", Words),
    flag("archived"),
    at_least("version", 1),
    belongs_to("availability_windows", "organization_id", "window_id"),
    clustered=True,
)

option_groups = organization_table(
    "option_groups",
    column("name", Words),
    at_least("min", 0),
    column("max", Count, null=True),
    at_least("max_per_option", 1),
    at_least("free_quantity", 0),
    column("translations", Words),
    flag("archived"),
    at_least("version", 1),
    check("min_within_max", '"max" IS NULL OR "min" <= "max"'),
    clustered=True,
)

options = organization_table(
    "options",
    column("group_id", Id),
    column("name", Words),
    column("price_delta", Minor),
    flag("available"),
    flag("is_default"),
    column("position", Whole),
    choice("kind", OptionKind),
    column("allergens", Words),
    column("opens_group_id", Id, null=True),
    column("translations", Words),
    flag("archived"),
    belongs_to("option_groups", "organization_id", "group_id"),
    belongs_to("option_groups", "organization_id", "opens_group_id"),
    Index("options_of_group", "organization_id", "group_id"),
    clustered=True,
)

products = organization_table(
    "products",
    column("product_type_id", Id),
    column("sku", Words),
    column("name", Words),
    column("description", Words),
    at_least("price", 0),
    column("tax_rate_id", Id),
    column("takeaway_tax_rate_id", Id, null=True),
    flag("available"),
    column("position", Whole),
    column("window_id", Id, null=True),
    column("allergens", Words),
    column("details", Words),
    column("translations", Words),
    flag("archived"),
    at_least("version", 1),
    belongs_to("product_types", "organization_id", "product_type_id"),
    belongs_to("tax_rates", "organization_id", "tax_rate_id"),
    belongs_to("tax_rates", "organization_id", "takeaway_tax_rate_id"),
    belongs_to("availability_windows", "organization_id", "window_id"),
)

product_type_option_groups = table(
    "product_type_option_groups",
    column("organization_id", Id),
    column("product_type_id", Id),
    column("position", Whole),
    column("group_id", Id),
    primary_key("organization_id", "product_type_id", "position"),
    belongs_to("product_types", "organization_id", "product_type_id"),
    belongs_to("option_groups", "organization_id", "group_id"),
    clustered=True,
)

product_option_groups = table(
    "product_option_groups",
    column("organization_id", Id),
    column("product_id", Id),
    column("position", Whole),
    column("group_id", Id),
    primary_key("organization_id", "product_id", "position"),
    belongs_to("products", "organization_id", "product_id"),
    belongs_to("option_groups", "organization_id", "group_id"),
    clustered=True,
)

branch_prices = table(
    "branch_prices",
    column("branch_id", Id),
    column("product_id", Id),
    at_least("price", 0),
    primary_key("branch_id", "product_id"),
    clustered=True,
)

menus = table(
    "menus",
    column("branch_id", Id),
    column("version", Count),
    column("published_at", Instant),
    column("catalog_version", Count),
    primary_key("branch_id"),
    clustered=True,
)

offer_windows = branch_table(
    "offer_windows",
    column("name", Words),
    column("weekdays", Whole),
    column("from_minute", Whole),
    column("to_minute", Whole),
    clustered=True,
)

offer_types = branch_table(
    "offer_types",
    column("name", Words),
    column("description", Words),
    column("position", Whole),
    column("station", Words),
    column("translations", Words),
    clustered=True,
)

offers = branch_table(
    "offers",
    column("product_type_id", Id),
    column("sku", Words),
    column("name", Words),
    column("description", Words),
    column("station", Words),
    at_least("price", 0),
    column("tax_id", Id),
    column("tax_name", Words),
    column("tax_rate", Whole),
    column("takeaway_tax_id", Id),
    column("takeaway_tax_name", Words),
    column("takeaway_tax_rate", Whole),
    flag("offered"),
    column("position", Whole),
    column("window_id", Id, null=True),
    column("type_window_id", Id, null=True),
    column("allergens", Words),
    column("details", Words),
    at_least("cooking_minutes", 1, null=True),
    column("translations", Words),
    column("priced_at", Count),
    belongs_to("offer_types", "branch_id", "product_type_id"),
    belongs_to("offer_windows", "branch_id", "window_id"),
    belongs_to("offer_windows", "branch_id", "type_window_id"),
)

offer_groups = branch_table(
    "offer_groups",
    column("name", Words),
    column("min", Count),
    column("max", Count, null=True),
    column("max_per_option", Count),
    column("free_quantity", Count),
    column("translations", Words),
    column("priced_at", Count),
    clustered=True,
)

offer_options = branch_table(
    "offer_options",
    column("group_id", Id),
    column("name", Words),
    column("price_delta", Minor),
    flag("offered"),
    flag("is_default"),
    column("position", Whole),
    choice("kind", OptionKind),
    column("allergens", Words),
    column("opens_group_id", Id, null=True),
    column("translations", Words),
    column("priced_at", Count),
    belongs_to("offer_groups", "branch_id", "group_id"),
    belongs_to("offer_groups", "branch_id", "opens_group_id"),
    Index("offer_options_of_group", "branch_id", "group_id"),
    clustered=True,
)

offer_product_groups = table(
    "offer_product_groups",
    column("branch_id", Id),
    column("product_id", Id),
    column("position", Whole),
    column("group_id", Id),
    primary_key("branch_id", "product_id", "position"),
    belongs_to("offers", "branch_id", "product_id"),
    belongs_to("offer_groups", "branch_id", "group_id"),
    clustered=True,
)

product_overlays = table(
    "product_overlays",
    column("branch_id", Id),
    column("product_id", Id),
    column("available", Flag),
    column("until", Instant, null=True),
    choice("channel", Channel),
    at_least("remaining", 0, null=True),
    primary_key("branch_id", "product_id"),
    clustered=True,
)

option_overlays = table(
    "option_overlays",
    column("branch_id", Id),
    column("option_id", Id),
    column("available", Flag),
    column("until", Instant, null=True),
    choice("channel", Channel),
    at_least("remaining", 0, null=True),
    primary_key("branch_id", "option_id"),
    clustered=True,
)
