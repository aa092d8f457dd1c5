"""What the rule packs find and we let stand: each with its reason, and what it would cost to do otherwise."""

from typing import Final, NamedTuple


class Accepted(NamedTuple):
    """`rule` is the name in its pack, `where` a pattern of what it was found in: CDK's path for cdk-nag,
    the resource's logical id or type for the others. `price` is what mending it would cost."""

    rule: str
    where: str
    reason: str
    price: str


_KEY = "$1.00 a month for a key, and its calls: more than all the rest at rest"
_NOTHING = "nothing"

ACCEPTED: Final = (
    # What Lambda does in a function's name can be held to no resource.
    Accepted(
        r"AwsSolutions-IAM5\[Resource::\*\]",
        r"/(Role|ShiftingRole)$",
        "X-Ray, network interfaces and the list of alarms take no resource; the actions are named one by one",
        _NOTHING,
    ),
    Accepted(
        r"AwsSolutions-IAM5\[Resource::.*log-group:.*\]",
        r"/Role$",
        "all streams of the function's own log, whose names Lambda makes up",
        _NOTHING,
    ),
    Accepted(
        r"AwsSolutions-IAM5\[Resource::.*function:farthing-\*\]",
        r"^farthing-shift/",
        "made before the functions are, so it knows only how their names begin",
        _NOTHING,
    ),
    Accepted(
        r"Serverless-LambdaStarPermissions",
        r"/Role$",
        "as AwsSolutions-IAM5: X-Ray and network interfaces",
        _NOTHING,
    ),
    Accepted(
        r"CKV_AWS_111",
        r"^AWS::IAM::Role\.(Api|Texts|DoorCapture|ChangesFollow)Role",
        "as AwsSolutions-IAM5: network interfaces",
        _NOTHING,
    ),
    # Who deploys from a repository may do with these services what deploying takes.
    Accepted(
        r"AwsSolutions-IAM5\[.*\]",
        r"^farthing-pipeline/Deployer$",
        "only where the owner names a repository; "
        "held to this deployment's names where the service knows names",
        _NOTHING,
    ),
    # Runtimes.
    Accepted(
        r"AwsSolutions-L1|Serverless-LambdaLatestVersion",
        r"/Function$",
        "Python 3.13 is supported until "
        "October 2029; a newer one starts no faster, and its byte code needs a compiler of its own",
        _NOTHING,
    ),
    # Dead letters: for those who are called and not answered.
    Accepted(
        r"Serverless-LambdaDLQ",
        r"/Function$",
        "API, door and Cognito call these functions and wait for the "
        "answer; what the brake and the stream's function fail at goes to the alarms' topic",
        _NOTHING,
    ),
    Accepted(r"CKV_AWS_116", r"^AWS::Lambda::Function\.", "as Serverless-LambdaDLQ", _NOTHING),
    Accepted(
        r"Serverless-SNSRedrivePolicy|ES7000",
        r"Mail|Pulled",
        "SNS retries mail and functions for hours; a queue for what is left would be read by nobody",
        "nothing while empty",
    ),
    # Keys of our own.
    Accepted(r"CKV_AWS_119", r"^AWS::DynamoDB::Table\.Table", "encrypted at rest by a key of AWS's", _KEY),
    Accepted(r"CKV_AWS_158", r"^AWS::Logs::LogGroup\.", "encrypted at rest by a key of AWS's", _KEY),
    Accepted(
        r"CKV_AWS_173",
        r"^AWS::Lambda::Function\.",
        "no secret is in the environment: names of tables and functions; encrypted at rest by a key of AWS's",
        _KEY,
    ),
    Accepted(
        r"CKV_AWS_26",
        r"^AWS::SNS::Topic\.",
        "says that an alarm rang, no more; CloudWatch may publish only to "
        "topics with no key, or with one of the owner's",
        _KEY,
    ),
    # Watching more.
    Accepted(
        r"AwsSolutions-VPC7",
        r"/Vpc$",
        "nothing in these subnets reaches anything but DynamoDB and S3, whose own logs tell more",
        "$0.50 a GB of flow logs",
    ),
    Accepted(
        r"AwsSolutions-S1|CKV_AWS_18",
        r"Assets|Page",
        "one bucket is read by CloudFront alone, the other by Lambda and CloudFormation",
        "storage of logs that grow for ever, and a bucket more",
    ),
    Accepted(
        r"AwsSolutions-CFR3|CKV_AWS_86",
        r"Distribution",
        "the API has its access log; the page's files are the same for everybody",
        "storage of logs, and addresses of people in them",
    ),
    Accepted(
        r"CKV_AWS_21",
        r"Assets|Page",
        "names hold the hash of what they name, so nothing is written over but "
        "index.html, which the next deployment makes again",
        "storage of old versions",
    ),
    # At the edge.
    Accepted(r"AwsSolutions-CFR1", r"/Distribution/", "the owner chooses: --countries", _NOTHING),
    Accepted(
        r"AwsSolutions-CFR2|CKV_AWS_68",
        r"Distribution",
        "the gateway throttles and every request is "
        "bounded; in a plan of CloudFront's it may be had for nothing, by hand",
        "$5.00 a month and $1.00 a rule",
    ),
    # People and doors.
    Accepted(r"AwsSolutions-COG2", r"/Pool$", "the owner chooses: --mfa required", _NOTHING),
    Accepted(
        r"AwsSolutions-COG8",
        r"/Pool$",
        "Essentials has passkeys, claims and 10,000 people for nothing",
        "$0.02 a person and month from the first on",
    ),
    Accepted(
        r"AwsSolutions-APIG4",
        r"Healthz|Openapi|Options",
        "says that it runs, what it can do, and what browsers ask before they ask: the same to everybody",
        _NOTHING,
    ),
    Accepted(
        r"AwsSolutions-APIG4",
        r"Calendar\.Ics",
        "calendar programs cannot sign in: the address has a secret of 256 bits, which can be revoked",
        _NOTHING,
    ),
    Accepted(
        r"CKV_AWS_258",
        r"^AWS::Lambda::Url\.",
        "the function asks for an API token itself; the owner can choose --door iam",
        _NOTHING,
    ),
    # Limits.
    Accepted(
        r"CKV_AWS_115",
        r"^AWS::Lambda::Function\.",
        "a new account has ten at once and may keep none aside; the owner chooses: --reserve",
        _NOTHING,
    ),
    Accepted(
        r"CKV_AWS_117",
        r"^AWS::Lambda::Function\.(Claims|StopBrake)",
        "they reach no data; the brake calls Lambda, which has no free way out of the subnets",
        "$7.20 a month and zone for an endpoint",
    ),
    # Mistaken.
    Accepted(
        r"WS1004",
        r"Function",
        "each has a log of its own with a retention, which this rule looks for by another name",
        _NOTHING,
    ),
)
