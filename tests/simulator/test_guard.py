"""No web page from elsewhere can write into the simulator."""

import httpx
import pytest
from starlette.datastructures import Headers

from bot.simulator.guard import refuse
from tests.simulator_client import TOKEN, Simulation

JSON = {"host": "127.0.0.1:8080", "content-type": "application/json; charset=utf-8"}


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "LOCALHOST:1"])
def test_this_machine_is_let_in(host: str) -> None:
    assert refuse("POST", "/sim/chats", Headers({**JSON, "host": host})) is None


@pytest.mark.parametrize("host", ["", "attacker.example:8080", "127.0.0.1.attacker.example"])
@pytest.mark.parametrize("path", ["/", "/sim/chats", f"/bot{TOKEN}/getMe"])
def test_a_foreign_host_name_is_refused_everywhere(host: str, path: str) -> None:
    refusal = refuse("GET", path, Headers({"host": host}))
    assert refusal is not None
    assert refusal[0] == 421


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_change_that_a_form_could_send_is_refused(kind: str) -> None:
    refusal = refuse("POST", "/sim/clear", Headers({"host": "localhost", "content-type": kind}))
    assert refusal is not None
    assert refusal[0] == 415
    assert refuse("POST", f"/bot{TOKEN}/sendMessage", Headers({"host": "localhost", "content-type": kind})) is None


def test_pages_of_other_sites_reach_nothing_but_the_page_itself() -> None:
    foreign = Headers({**JSON, "sec-fetch-site": "cross-site"})
    assert refuse("GET", "/", foreign) is None
    for path in ("/sim/chats", f"/bot{TOKEN}/sendMessage"):
        assert refuse("GET", path, foreign) == (403, "pages of other sites have no access")


async def test_every_answer_has_a_strict_content_policy(simulation: Simulation) -> None:
    async with httpx.AsyncClient(base_url=simulation.url, trust_env=False) as browser:
        for path in ("/", "/static/chat.js", "/sim/chats", "/nothing"):
            policy = (await browser.get(path)).headers["content-security-policy"]
            assert policy.startswith("default-src 'none'; script-src 'self';")
            assert "unsafe" not in policy


async def test_a_form_cannot_clear_the_simulator(simulation: Simulation) -> None:
    async with httpx.AsyncClient(base_url=simulation.url, trust_env=False) as browser:
        assert (await browser.post("/sim/clear", data={"x": "1"})).status_code == 415
        rebound = await browser.post("/sim/clear", json={}, headers={"Host": "attacker.example"})
        assert rebound.status_code == 421


async def test_an_uploaded_page_is_never_served_as_one(simulation: Simulation) -> None:
    patient = await simulation.patient()
    await patient.sends("document", content_base64="PHNjcmlwdD4=", file_name="page.html")
    async with httpx.AsyncClient(base_url=simulation.url, trust_env=False) as browser:
        answer = await browser.get("/sim/files/SIM-document-1")
    assert answer.content == b"<script>"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
