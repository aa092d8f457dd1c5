"""A deployment from its beginning to its addresses. Every step may be repeated, and goes on where it was."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from time import time

from msgspec import Struct

from farthing.cloud import page
from farthing.cloud.choices import Choices
from farthing.cloud.deploy import brake, changes, found, upload
from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.changes import Where
from farthing.cloud.deploy.errors import Refused
from farthing.cloud.deploy.follow import follow, last_event
from farthing.cloud.deploy.people import make_account
from farthing.cloud.deploy.progress import Progress, Tell
from farthing.cloud.deploy.recover import usable, why
from farthing.cloud.deploy.stack import Existing, there
from farthing.cloud.plan import Found, Plan, Stack
from farthing.http.page_files import ASK_AGAIN, PageFile

Synthesize = Callable[[Found], Plan]
PageFiles = Callable[[Mapping[str, str], Choices], list[PageFile]]


class Done(Struct, frozen=True):
    """What came of it: the outputs of all stacks, the stacks that an emulator cannot have, and whether a mail
    with a first password is on its way."""

    outputs: dict[str, str]
    skipped: tuple[str, ...] = ()
    invited: bool = False


class Deployment:
    """`synthesize` makes the plan anew when the account has more to tell than it had before."""

    def __init__(
        self,
        account: Account,
        choices: Choices,
        synthesize: Synthesize,
        tell: Tell,
        *,
        page_files: PageFiles = page.files,
    ) -> None:
        self._account = account
        self._choices = choices
        self._synthesize = synthesize
        self._tell = tell
        self._page_files = page_files
        self._outputs: dict[str, str] = {}

    def run(self, plan: Plan, known: Found) -> Done:
        """Deploy the plan, which was made from what was `known` of the account.

        Raises:
            Refused: it ended early; what was made stays, and running it again goes on.
        """
        skipped, invited = [], False
        for name in [stack.name for stack in plan.stacks]:
            if name == self._choices.name:  # what stands before it has told what this one needs
                invited = self._invite()
                plan, known = self._again(plan, known)
            stack = next(one for one in plan.stacks if one.name == name)
            if self._account.emulated and not stack.emulated:
                skipped.append(name)
                continue
            self._deploy(stack)
            if "AssetsBucket" in self._outputs and name.endswith("-assets"):
                upload.assets(self._account, self._outputs["AssetsBucket"], plan.assets, self._tell)
        self._publish()
        brake.release(self._account, self._outputs.get("Functions", "").split(), self._choices, self._tell)
        return Done(self._outputs, tuple(skipped), invited)

    def _again(self, plan: Plan, known: Found) -> tuple[Plan, Found]:
        now = found.look(self._account, self._choices)
        if now == known:
            return plan, known
        self._tell(Progress(text="making the templates anew, with what is known by now"))
        return self._synthesize(now), now

    def _deploy(self, stack: Stack) -> None:
        existing = usable(self._account, stack.name, stack.region, self._choices.name, self._tell)
        where = Where(stack.name, stack.region, self._choices.name, self._address(stack))
        proposed = changes.propose(self._account, where, stack.template, existing)
        if proposed.changes or existing is None or existing.status == "REVIEW_IN_PROGRESS":
            done = self._execute(proposed, existing)
        else:
            changes.discard(self._account, proposed)
            self._tell(Progress(stack.name, f"{stack.name}: no changes"))
            done = existing
        self._protect(done, stack.keeps)
        self._outputs.update(done.outputs)

    def _execute(self, proposed: changes.ChangeSet, existing: Existing | None) -> Existing:
        stack = existing or there(self._account, proposed.stack, proposed.region)
        since = last_event(self._account, stack)
        changes.execute(self._account, proposed)
        outcome = follow(self._account, stack, since, self._tell)
        if outcome.stack.status not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
            raise Refused("failed", f"{stack.name} failed at {why(outcome)}. {_next_step(outcome.stack)}")
        return outcome.stack

    def _address(self, stack: Stack) -> str | None:
        """Where CloudFormation finds a template that is too long to be sent."""
        if len(stack.template.encode()) <= changes.LONGEST_INLINE:
            return None
        return upload.template(self._account, self._outputs["AssetsBucket"], stack)

    def _protect(self, stack: Existing, keep: bool) -> None:
        if stack.protected != keep:
            self._account.client("cloudformation", stack.region).update_termination_protection(
                StackName=stack.name, EnableTerminationProtection=keep
            )

    def _invite(self) -> bool:
        pool, email = self._outputs.get("UserPoolId"), self._choices.email
        if not pool or not email or not make_account(self._account, pool, email):
            return False
        self._tell(Progress(text=f"made the first account; a mail with its password goes to {email}"))
        return True

    def _publish(self) -> None:
        bucket = self._outputs.get("PageBucket")
        if bucket is None:
            return
        files = self._page_files(self._outputs, self._choices)
        new = upload.page(self._account, bucket, files, self._tell)
        upload.remove_old_pages(self._account, bucket, files)
        if new:
            self._invalidate(files)

    def _invalidate(self, files: list[PageFile]) -> None:
        """Have the edge ask anew for what keeps its name, every time: an earlier page may come back."""
        paths = sorted({"/"} | {f"/{file.path}" for file in files if file.cache == ASK_AGAIN})
        content = sha256(b"".join(sha256(file.content).digest() for file in files)).hexdigest()
        self._account.client("cloudfront").create_invalidation(
            DistributionId=self._outputs["DistributionId"],
            InvalidationBatch={
                "Paths": {"Quantity": len(paths), "Items": paths},
                "CallerReference": f"{content}-{time()}",
            },
        )
        self._tell(Progress(text="told CloudFront that the page is new"))


def _next_step(stack: Existing) -> str:
    if stack.status == "ROLLBACK_COMPLETE":
        return "What had been made of it was removed; mend the cause and deploy again"
    if stack.status == "UPDATE_ROLLBACK_COMPLETE":
        return "It is as it was before; mend the cause and deploy again"
    return f"It is in {stack.status}; mend the cause and deploy again, which goes on from there"
