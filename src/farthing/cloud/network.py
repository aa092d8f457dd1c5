"""Where the functions of the doors run: subnets with no way out but to DynamoDB and S3."""

from typing import Any, Final

from aws_cdk import Aws, Fn, Tags
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

ZONES: Final = 2
SERVICES: Final = ("dynamodb", "s3")


class Network(Construct):
    """Isolated subnets in two zones; no gateway to the internet, no NAT. DynamoDB and S3 are reached through
    gateway endpoints, which cost nothing. `prefix_lists` are the region's lists of their addresses."""

    def __init__(self, scope: Construct, table: dynamodb.CfnTable, prefix_lists: dict[str, str]) -> None:
        super().__init__(scope, "Network")
        self.vpc = ec2.CfnVPC(self, "Vpc", cidr_block="10.86.0.0/24", enable_dns_support=True)
        Tags.of(self.vpc).add("Name", Aws.STACK_NAME)
        routes = ec2.CfnRouteTable(self, "Routes", vpc_id=self.vpc.ref)
        self.subnets = [self._subnet(number, routes) for number in range(ZONES)]
        self._endpoint("dynamodb", routes, actions=["dynamodb:*"], resources=_of(table))
        # Nothing of ours asks S3 from in here yet; who asks reaches only buckets of this account.
        self._endpoint("s3", routes, actions=["s3:GetObject", "s3:PutObject"], resources=["*"])
        self.group = self._group(prefix_lists)

    def _subnet(self, number: int, routes: ec2.CfnRouteTable) -> str:
        subnet = ec2.CfnSubnet(
            self, f"Subnet{number}",
            vpc_id=self.vpc.ref,
            availability_zone=Fn.select(number, Fn.get_azs()),
            cidr_block=f"10.86.0.{number * 128}/25",
            map_public_ip_on_launch=False,
        )  # fmt: skip
        ec2.CfnSubnetRouteTableAssociation(
            self, f"Subnet{number}Routes", route_table_id=routes.ref, subnet_id=subnet.ref
        )
        return str(subnet.ref)

    def _endpoint(
        self, service: str, routes: ec2.CfnRouteTable, actions: list[str], resources: list[str]
    ) -> None:
        statement = iam.PolicyStatement(
            principals=[iam.StarPrincipal()],
            actions=actions,
            resources=resources,
            conditions={"StringEquals": {"aws:PrincipalAccount": Aws.ACCOUNT_ID}}
            | ({"StringEqualsIfExists": {"s3:ResourceAccount": Aws.ACCOUNT_ID}} if service == "s3" else {}),
        )
        ec2.CfnVPCEndpoint(
            self, f"To{service.title()}",
            vpc_endpoint_type="Gateway",
            service_name=f"com.amazonaws.{Aws.REGION}.{service}",
            vpc_id=self.vpc.ref,
            route_table_ids=[routes.ref],
            policy_document=iam.PolicyDocument(statements=[statement]),
        )  # fmt: skip

    def _group(self, prefix_lists: dict[str, str]) -> str:
        out = [
            ec2.CfnSecurityGroup.EgressProperty(
                ip_protocol="tcp", from_port=443, to_port=443,
                destination_prefix_list_id=prefix_lists[service],
                description=f"HTTPS to {service} in this region",
            )
            for service in SERVICES
        ]  # fmt: skip
        group = ec2.CfnSecurityGroup(
            self, "Functions",
            group_description="Functions: out to DynamoDB and S3, in from nobody",
            vpc_id=self.vpc.ref,
            security_group_egress=out,
            security_group_ingress=[],
        )  # fmt: skip
        return str(group.attr_group_id)


def _of(table: Any) -> list[str]:
    return [table.attr_arn, f"{table.attr_arn}/index/*"]
