"""What runs at CloudFront's edge before a file of the page is looked for.

Countries are not its work: the distribution's own allow-list does that for nothing, before anything runs.
"""

from json import dumps
from typing import Final

from farthing.cloud.choices import Choices

# Parts of the names that crawlers, scanners and archivers give themselves. A page of one's own tasks has
# nothing for them, and each of their requests would be counted.
ROBOTS: Final = (
    "bot", "crawl", "spider", "slurp", "scrapy", "python-requests", "go-http-client", "masscan", "zgrab",
    "nikto", "sqlmap", "nmap", "wpscan", "semrush", "ahrefs", "gptbot", "ccbot", "bytespider",
)  # fmt: skip
_FUNCTION: Final = """\
var robots = %s;

function handler(event) {
  var request = event.request;
  var agent = request.headers['user-agent'] ? request.headers['user-agent'].value.toLowerCase() : '';
  if (robots.some(function (part) { return agent.includes(part); })) {
    return { statusCode: 403, statusDescription: 'Forbidden' };
  }
  var path = request.uri;
  if (path.endsWith('/index.html')) {
    return {
      statusCode: 301,
      statusDescription: 'Moved Permanently',
      headers: { location: { value: path.slice(0, -'index.html'.length) } },
    };
  }
  if (!path.slice(path.lastIndexOf('/')).includes('.')) {
    request.uri = '/index.html';
  }
  return request;
}
"""


def code(choices: Choices) -> str:
    """The source of the function, in the JavaScript that CloudFront runs."""
    return _FUNCTION % dumps(ROBOTS if choices.block_bots else ())
