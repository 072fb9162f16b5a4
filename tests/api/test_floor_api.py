"""Areas and tables over HTTP."""

from tests.served import Server


def test_an_area_that_goes_leaves_its_tables_standing(server: Server):
    manager, branch = server.staff(server.ours.manager), f"?branch_id={server.ours.branch_id}"
    area = manager.post(f"/api/areas{branch}", {"name": "Terrace"}).json()
    table = manager.post(f"/api/tables{branch}", {"label": "77", "area_id": area["id"]}).json()

    assert table["area"] == {"id": area["id"], "name": "Terrace"}
    assert manager.http.delete(f"/api/areas/{area['id']}{branch}").status_code == 204
    assert manager.get(f"/api/tables/{table['id']}{branch}").json() == {**table, "area_id": None, "area": None}
    assert area["id"] not in manager.get(f"/api/areas{branch}").text
