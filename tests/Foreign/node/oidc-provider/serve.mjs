import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';
import { configuration, routes } from './configuration.mjs';

// Starts the provider on a free port of this machine. The first line of the input is its clients; one line of output tells
// where it is. It ends with its input.

// Its notices go where its warnings go: the output is for that one line.
console.info = console.error;

const input = createInterface({ input: process.stdin });
const ended = once(input, 'close');
const [clients] = await once(input, 'line');
const server = createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, configuration(JSON.parse(clients)));

/** Cognito's name for the address to return to is its own. */
provider.use((ctx, next) => {
  if (ctx.path === routes.end_session && ctx.query.logout_uri !== undefined) {
    const { logout_uri: returnTo, ...others } = ctx.query;
    ctx.query = { ...others, post_logout_redirect_uri: returnTo };
  }

  return next();
});
provider.on('server_error', (_, error) => {
  console.error(error);
  process.exitCode = 1;
});
server.on('request', provider.callback());
process.stdout.write(`${JSON.stringify({ issuer, jwks: `${issuer}${routes.jwks}` })}\n`);

await ended;
server.close();
server.closeAllConnections();
