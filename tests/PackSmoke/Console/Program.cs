using System.Text.Json;
using Amplify;
using Amplify.Emulator;

// A user's first program, made of the packages alone. Without arguments: an emulator in this process, sign-up, sign-in.
// With the line that the emulator's command prints: sign-in of the user it names.
if (args is [var line])
{
    using JsonDocument ready = JsonDocument.Parse(line);
    JsonElement Of(string name) => ready.RootElement.GetProperty(name);
    await using var user = new Auth(new AuthOptions
    {
        UserPoolId = Of("userPoolId").GetString(),
        UserPoolClientId = Of("clientId").GetString(),
        Endpoints = AuthEndpoints.Local(new Uri(Of("endpoint").GetString()!)),
    });
    return await SignInAsync(user, Of("user").GetProperty("username").GetString()!, Of("user").GetProperty("password").GetString()!);
}

await using CognitoEmulator cognito = await CognitoEmulator.StartAsync();
EmulatedUserPool pool = cognito.AddUserPool();
var options = new AuthOptions
{
    UserPoolId = pool.Id,
    UserPoolClientId = pool.AddClient().Id,
    Endpoints = AuthEndpoints.Local(cognito.Endpoint),
};
await using var auth = new Auth(options, new AuthServices { TimeProvider = cognito.Clock });

const string password = "Str0ng-enough!";
await auth.SignUpAsync("ana", password, new SignUpOptions { UserAttributes = new Dictionary<string, string> { ["email"] = "ana@example.com" } });
await auth.ConfirmSignUpAsync("ana", cognito.Outbox.LatestCode("ana"));
return await SignInAsync(auth, "ana", password);

static async Task<int> SignInAsync(IAuth auth, string username, string password)
{
    SignInResult result = await auth.SignInAsync(username, password);
    if (!result.IsSignedIn)
    {
        Console.Error.WriteLine($"Not signed in: {result.Rejection?.Message ?? result.NextStep?.Name}");
        return 1;
    }

    AuthSession session = await auth.CurrentSessionAsync();
    Console.WriteLine($"Signed in as {session.User?.Username}");
    return 0;
}
