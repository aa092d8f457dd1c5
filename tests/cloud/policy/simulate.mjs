/** Judges requests as IAM would: `{principal, policies, requests: [{policy, action, resource}]}` on stdin,
 * `["Allowed" | "ImplicitlyDenied" | "ExplicitlyDenied" | "error: …"]` on stdout. `policy` names one of `policies`,
 * each a policy document of the identity that asks; with `endpoint` that of the gateway endpoint it goes through. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const { resolve } = createRequire(`${process.argv[2]}/`);
const { runSimulation } = await import(pathToFileURL(resolve('@cloud-copilot/iam-simulate')));
const { principal, policies, requests } = JSON.parse(readFileSync(0));

async function judge({ policy, endpoint, action, resource, account, from, context }) {
  const simulation = {
    request: {
      principal: from ?? principal,
      action,
      resource: { resource, accountId: account ?? principal.split(':')[4] },
      contextVariables: context ?? {},
    },
    identityPolicies: [{ name: policy, policy: policies[policy] }],
    vpcEndpointPolicies: endpoint ? [{ name: endpoint, policy: policies[endpoint] }] : undefined,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
  const result = await runSimulation(simulation, {});
  if (result.resultType === 'error' || result.errors) return `error: ${JSON.stringify(result.errors)}`;
  return result.overallResult;
}

console.log(JSON.stringify(await Promise.all(requests.map(judge))));
