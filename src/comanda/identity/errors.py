"""What identity refuses."""

from comanda.kernel.errors import Conflict, Invalid, NotFound, NotSignedIn


class WrongCredentials(NotSignedIn):
    """E-mail or password is wrong."""

    slug = "wrong-credentials"


class BranchRequired(Invalid):
    """You work in several branches: name one with ?branch_id=."""

    slug = "branch-required"


class NoSuchBranch(NotFound):
    """There is no such branch here."""

    slug = "no-such-branch"


class NoSuchOrganization(NotFound):
    """There is no such organization here."""

    slug = "no-such-organization"


class EmailTaken(Conflict):
    """Somebody already signs in with this e-mail."""

    slug = "email-taken"
