"""What identity refuses."""

from comanda.kernel.errors import Conflict, Forbidden, Gone, Invalid, NotFound, NotSignedIn


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


class NoSuchPerson(NotFound):
    """There is no such account here."""

    slug = "no-such-person"


class UnknownInvitation(NotFound):
    """This invitation was never sent."""

    slug = "unknown-invitation"
    unknown_secret = True


class InvitationOver(Gone):
    """This invitation was used, replaced, or is older than a week."""

    slug = "invitation-over"


class PasswordTooShort(Invalid):
    """A password needs at least twelve characters."""

    slug = "password-too-short"


class UnknownZone(Invalid):
    """There is no such time zone; write one like Europe/Berlin."""

    slug = "unknown-zone"


class UnknownCurrency(Invalid):
    """There is no such currency; write one like EUR."""

    slug = "unknown-currency"


class CatalogRestricted(Forbidden):
    """Only managers of the whole organization change its catalog and taxes."""

    slug = "catalog-restricted"


class ForbiddenField(Forbidden):
    """This field is not yours to change."""

    slug = "forbidden-field"
    field: str
