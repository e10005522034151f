import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { JwtVerifier } from 'aws-jwt-verify';
import { clientOf } from './client.mjs';
import { refusalOf, scenario } from '../scenario.mjs';

// AWS's own verifier judges the emulator's tokens by the keys it publishes. (It fetches keys over https only, so it is handed them.)
await scenario(async (input) => {
  const { AuthenticationResult: tokens } = await clientOf(input).send(new InitiateAuthCommand({
    AuthFlow: 'USER_PASSWORD_AUTH', ClientId: input.clientId, AuthParameters: { USERNAME: input.username, PASSWORD: input.password },
  }));
  const issuer = `${input.endpoint}/${input.userPoolId}`;
  const jwks = await (await fetch(`${issuer}/.well-known/jwks.json`)).json();
  const verifier = (audience) => {
    const made = JwtVerifier.create({ issuer, audience, jwksUri: 'https://localhost/unused' });
    made.cacheJwks(jwks);
    return made;
  };
  const tampered = tokens.AccessToken.replace(/\.[^.]+\./, (payload) => {
    const claims = JSON.parse(Buffer.from(payload.slice(1, -1), 'base64url'));
    return `.${Buffer.from(JSON.stringify({ ...claims, username: 'somebody-else' })).toString('base64url')}.`;
  });
  return {
    keys: jwks.keys.map(({ kty, alg, use }) => `${kty} ${alg} ${use}`),
    id: await verifier(input.clientId).verify(tokens.IdToken),
    access: await verifier(null).verify(tokens.AccessToken),
    wrongAudience: await refusalOf(verifier('another-client').verify(tokens.IdToken)),
    tampered: await refusalOf(verifier(null).verify(tampered)),
  };
});
