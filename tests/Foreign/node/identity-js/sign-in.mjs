import { call, readAttributes, signIn, userOf } from './client.mjs';
import { scenario } from '../scenario.mjs';

// Signs in, reads attributes, refreshes, reads them again with the new token.
await scenario(async (input) => {
  const user = userOf(input);
  const first = await signIn(user, input);
  const attributes = await readAttributes(user);
  const second = await call(user, 'refreshSession', first.getRefreshToken());
  return {
    isValid: first.isValid(),
    idClaims: first.getIdToken().decodePayload(),
    accessClaims: first.getAccessToken().decodePayload(),
    attributes,
    refreshedIsValid: second.isValid(),
    refreshedClaims: second.getAccessToken().decodePayload(),
    attributesAfterRefresh: await readAttributes(user),
  };
});
