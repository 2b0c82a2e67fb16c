"""Which texts name a licence: an address of Creative Commons or of arXiv, and nothing that could be more."""

from __future__ import annotations

import pytest

from radar.collect.policy import licence


@pytest.mark.parametrize(
    "address",
    [
        "https://creativecommons.org/licenses/by-nc-sa/4.0/",
        "http://creativecommons.org/publicdomain/zero/1.0/",
        "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
        "https://www.creativecommons.org/licenses/by/3.0/deed.en",
    ],
)
def test_an_address_of_a_licence_is_kept(address: str) -> None:
    assert licence(f" {address}\n") == address


@pytest.mark.fault("F8", "F9")
@pytest.mark.parametrize(
    "said",
    [
        *("", "© 2026 Sample Press", "javascript:x", "https://evil.example/licenses/by/4.0/", "CC BY 4.0"),
        *("https://creativecommons.org/\\input{x}", "https://creativecommons.org/<script>", "https://arxiv.org/../x"),
        *("https://creativecommons.org/a b", "https://creativecommons.org@evil.example/", "https://arxiv.org/?x=1"),
        *("https://creativecommons.org.evil.example/by/4.0/", f"https://arxiv.org/{'x' * 200}"),
    ],
)
def test_whatever_else_is_said_of_rights_is_not(said: str) -> None:
    """A `\\` in such an address once made `radar verify` fail, and so kept the whole site from coming out."""
    assert licence(said) == ""
