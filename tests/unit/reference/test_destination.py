import pytest

from vidlect_contract.reference.destination import ForbiddenDestination, checked, is_public

pytestmark = pytest.mark.anyio
TRUSTED = frozenset({("127.0.0.1", 18081), ("mock", 8081)})


def resolving(*addresses):
    async def resolve(host, port):
        del host, port
        return addresses

    return resolve


async def unasked(host, port):
    raise AssertionError(f"{host}:{port} was resolved")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::1",
        "2001:0:0:0:0:0:80ff:fffe", "fe80::1%eth0", "no address",
    ],
)  # fmt: skip
async def test_a_name_that_resolves_to_an_inner_address_is_not_followed(address):
    assert not is_public(address)
    with pytest.raises(ForbiddenDestination):
        await checked("http://films.example/a.mp4", TRUSTED, resolving(address))


async def test_one_inner_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(ForbiddenDestination):
        await checked("http://films.example/a.mp4", TRUSTED, resolving("93.184.216.34", "10.0.0.1"))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("address", "authority"),
    [("93.184.216.34", "93.184.216.34"), ("2606:4700:4700::1111", "[2606:4700:4700::1111]")],
)
async def test_the_connection_goes_to_the_address_that_was_checked(address, authority):
    place = await checked("https://films.example/a%2Fb.mp4?x=%2B+1#end", TRUSTED, resolving(address))
    assert place.url == f"https://{authority}:443/a%2Fb.mp4?x=%2B+1"
    assert place.host == "films.example"
    assert place.extensions == {"sni_hostname": "films.example"}


@pytest.mark.parametrize("url", ["http://127.0.0.1:18081/a.mp4", "http://MOCK:8081/a.mp4"])
async def test_a_configured_upstream_may_be_an_inner_address(url):
    assert (await checked(url, TRUSTED, unasked)).url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:18082/a", "http://127.0.0.1/a", "http://localhost/a", "http://[::1]:80/a", "http://0x7f.1/a",
        "http://2130706433/a", "http://mock:80/a",
    ],
)  # fmt: skip
async def test_another_port_or_spelling_of_an_inner_host_is_refused_by_the_real_resolver(url):
    with pytest.raises((ForbiddenDestination, OSError)):
        await checked(url, TRUSTED)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://films.example/a", "gopher://films.example/", "//films.example/a", "a.mp4", "",
        "http://", "http:///a", "http://[::1", "http://films.example:99999/a", "http://films.example:x/a",
        "http://user@films.example/a", "http://user:word@films.example/a", "http://@films.example/a",
        "http://user@127.0.0.1:18081/a",
    ],
)  # fmt: skip
async def test_an_address_of_another_kind_is_refused_before_anything_is_resolved(url):
    with pytest.raises(ForbiddenDestination):
        await checked(url, TRUSTED, unasked)


async def test_a_host_with_no_address_is_refused():
    with pytest.raises(ForbiddenDestination):
        await checked("http://films.example/a", TRUSTED, resolving())


async def test_a_host_that_is_no_name_is_refused():
    with pytest.raises(ForbiddenDestination):
        await checked("http://" + "a" * 70 + ".example/a", TRUSTED)
