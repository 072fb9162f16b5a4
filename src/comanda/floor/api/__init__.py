"""The routes of the floor: visits, its layout, and what guests ask for."""
