"""The one place for money: lines, taxes, bills and cash from values alone, for quote, order, bill and report alike."""
