using Amplify.Emulator;

namespace Amplify.Snippets;

/// <summary>An integration test with the emulator in the test's own process.</summary>
internal sealed class IntegrationTests
{
    #region Snippet: testing-emulator
    [Test]
    public async Task A_session_outlives_its_tokens()
    {
        await using CognitoEmulator cognito = await CognitoEmulator.StartAsync();
        EmulatedUserPool pool = cognito.AddUserPool();
        pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });
        var options = new AuthOptions
        {
            UserPoolId = pool.Id,
            UserPoolClientId = pool.AddClient().Id,
            Endpoints = AuthEndpoints.Local(cognito.Endpoint),
        };
        await using var auth = new Auth(options, new AuthServices { TimeProvider = cognito.Clock });

        await auth.SignInAsync("ana", "Passw0rd!");
        cognito.Clock.Advance(TimeSpan.FromHours(2));
        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That(session.IsSignedIn);
        Assert.That(session.Source, Is.EqualTo(SessionSource.Refresh));
    }
    #endregion
}
