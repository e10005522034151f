using System.Text.Json;

namespace Amplify.Samples;

/// <summary>An emulator that runs by itself, and outlives this program: what it printed when it was started with <c>--json</c>.</summary>
internal static class EmulatorFile
{
    private static readonly int[] _ports = [8400, 8401];

    /// <exception cref="AuthConfigurationException">The file cannot be read, or is not what the emulator prints.</exception>
    public static Place Load(string path)
    {
        try
        {
            using JsonDocument line = JsonDocument.Parse(File.ReadAllText(path));
            return Read(line.RootElement);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuthConfigurationException([$"'{path}' cannot be read: {e.Message}"], e);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or UriFormatException)
        {
            throw new AuthConfigurationException([$"'{path}' is not the line that the emulator prints with --json: {e.Message}"], e);
        }
    }

    private static Place Read(JsonElement line)
    {
        string Text(string name) => line.GetProperty(name).GetString()!;
        JsonElement user = line.GetProperty("user");
        var endpoint = new Uri(Text("endpoint"));
        return new Place
        {
            Description = $"An emulated Amazon Cognito at {Text("endpoint")}",
            Options = new AuthOptions
            {
                UserPoolId = Text("userPoolId"),
                UserPoolClientId = Text("clientId"),
                IdentityPoolId = Text("identityPoolId"),
                Endpoints = AuthEndpoints.Local(endpoint),
                OAuth = new OAuthOptions
                {
                    Domain = Text("hostedUiDomain"),
                    RedirectSignIn = [.. _ports.Select(port => new Uri($"http://localhost:{port}/callback"))],
                    RedirectSignOut = [.. _ports.Select(port => new Uri($"http://localhost:{port}/signout-callback"))],
                    Providers = [IdentityProvider.Google, IdentityProvider.Facebook, IdentityProvider.Amazon, IdentityProvider.Apple],
                },
            },
            Bucket = new Bucket(Text("bucket"), Text("region"), endpoint),
            Users = [new DemoUser(user.GetProperty("username").GetString()!, user.GetProperty("password").GetString()!, "a password; no second factor yet")],
            Notes = ["The emulator prints the codes it would send only when it was started without --json.", "As long as it runs, quit this program and start it again: you are still signed in."],
        };
    }
}
