"""The demo's life: two weeks of service and an evening under way, told through the product's own verbs."""
