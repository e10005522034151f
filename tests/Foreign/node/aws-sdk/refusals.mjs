import {
  AdminGetUserCommand,
  GetUserCommand,
  InitiateAuthCommand,
  NotAuthorizedException,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { clientOf } from './client.mjs';
import { refusalOf, scenario } from '../scenario.mjs';

// Each refusal, as AWS's client reads it from type, message, status and headers.
await scenario(async (input) => {
  const client = clientOf(input);
  const passwordSignIn = (username, password, flow = 'USER_PASSWORD_AUTH') => client.send(new InitiateAuthCommand({
    AuthFlow: flow, ClientId: input.clientId, AuthParameters: { USERNAME: username, PASSWORD: password },
  }));
  const signUp = (Username, Password) => client.send(new SignUpCommand({ ClientId: input.clientId, Username, Password }));
  const wrongPassword = passwordSignIn(input.username, 'Not-the-Passw0rd');
  const isTyped = wrongPassword.then(() => false, (error) => error instanceof NotAuthorizedException);
  return {
    wrongPassword: await refusalOf(wrongPassword),
    wrongPasswordIsTyped: await isTyped,
    weakPassword: await refusalOf(signUp('weak', 'short')),
    nameTaken: await refusalOf(signUp(input.username, 'Str0ng-enough!')),
    unknownClient: await refusalOf(client.send(new SignUpCommand({ ClientId: 'nobodyknowsthisclient', Username: 'x', Password: 'Str0ng-enough!' }))),
    unknownPool: await refusalOf(client.send(new AdminGetUserCommand({ UserPoolId: `${input.region}_AAAAAAAAA`, Username: 'x' }))),
    unknownUser: await refusalOf(client.send(new AdminGetUserCommand({ UserPoolId: input.userPoolId, Username: 'nobody' }))),
    badToken: await refusalOf(client.send(new GetUserCommand({ AccessToken: 'eyJ.not.atoken' }))),
    flowNotAllowed: await refusalOf(passwordSignIn(input.username, input.password, 'ADMIN_USER_PASSWORD_AUTH')),
  };
});
