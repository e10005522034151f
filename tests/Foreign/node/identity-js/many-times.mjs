import { call, readAttributes, signIn, userOf } from './client.mjs';
import { scenario } from '../scenario.mjs';

// Signs in by SRP, refreshes and reads attributes `times` in a row. SRP fails on rare values (leading zeros, a high bit),
// so one success says little. Ends at the first failure, saying which round it was.
await scenario(async (input) => {
  const started = performance.now();
  const accessTokens = new Set();
  for (let round = 1; round <= input.times; round++) {
    try {
      const user = userOf(input);
      const session = await signIn(user, input);
      const renewed = await call(user, 'refreshSession', session.getRefreshToken());
      const attributes = await readAttributes(user);
      if (attributes.email !== input.email) {
        throw new Error(`The e-mail address read was ${attributes.email}.`);
      }

      accessTokens.add(session.getAccessToken().getJwtToken()).add(renewed.getAccessToken().getJwtToken());
    } catch (error) {
      throw new Error(`Round ${round} of ${input.times} failed.`, { cause: error });
    }
  }

  return { rounds: input.times, accessTokens: accessTokens.size, milliseconds: performance.now() - started };
});
