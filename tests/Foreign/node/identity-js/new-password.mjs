import { signIn, userOf } from './client.mjs';
import { refusalOf, scenario } from '../scenario.mjs';

// A user made by an administrator signs in with a temporary password, sets an own one and signs in with that.
await scenario(async (input) => {
  const first = await signIn(userOf(input), input);
  const withTemporary = await refusalOf(signIn(userOf(input), { ...input, newPassword: undefined }));
  const again = await signIn(userOf(input), { ...input, password: input.newPassword, newPassword: undefined });
  return { first: first.isValid(), withTemporary, again: again.isValid() };
});
