import { call, readAttributes, signIn, userOf } from './client.mjs';
import { refusalOf, scenario } from '../scenario.mjs';

// globalSignOut in one place makes the tokens of another unusable.
await scenario(async (input) => {
  const here = userOf(input);
  await signIn(here, input);
  const there = userOf(input);
  const session = await signIn(there, input);
  const answer = await new Promise((resolve, reject) => {
    here.globalSignOut({ onSuccess: resolve, onFailure: reject });
  });
  const read = await refusalOf(readAttributes(there));
  const refresh = await refusalOf(call(there, 'refreshSession', session.getRefreshToken()));
  return { answer, read, refresh };
});
