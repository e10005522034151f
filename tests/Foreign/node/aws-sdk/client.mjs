import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

/** AWS's client at the emulator. It signs administrators' requests, so it wants credentials; any will do. One attempt: nothing hides behind a retry. */
export const clientOf = ({ endpoint, region }) =>
  new CognitoIdentityProviderClient({
    endpoint,
    region,
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret' },
  });
