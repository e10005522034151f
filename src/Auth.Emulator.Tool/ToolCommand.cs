using System.Text.Json.Nodes;

namespace Amplify.Emulator.Tool;

/// <summary>The command: starts an emulator with a pool, a client and a user in it, says where it is, and runs until it is stopped.</summary>
internal static class ToolCommand
{
    private const int Done = 0;
    private const int CannotStart = 1;
    private const int WrongArguments = 2;
    private const string Username = "demo";
    private const string Password = "Demo-Passw0rd1";

    private const string Usage =
        """
        A local Amazon Cognito over HTTP on loopback. State is kept in memory and gone when it stops.

        Usage: amplify-auth-emulator [--port <number>] [--region <name>] [--devices <how>] [--json]

          --port <number>   The port on 127.0.0.1 (and ::1); 0 takes a free one. Default: 9229.
          --region <name>   The AWS region to play. Default: eu-west-1.
          --devices <how>   Whether the pool remembers devices: off, always, or opt-in (once the user agrees). Default: off.
          --json            Print one line of JSON when ready, and nothing else.
          --help            Print this.

        It starts with a user pool, an app client without a secret that allows every flow, a confirmed user, an identity pool
        that takes the client's users and guests, and a bucket.
        Exit codes: 0 stopped, 1 could not start, 2 wrong arguments.
        """;

    /// <summary>Runs until <paramref name="cancellationToken"/> says stop.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        ToolArguments arguments = ToolArguments.Parse(args);
        if (arguments.Error is not null)
        {
            await error.WriteLineAsync($"{arguments.Error} Try --help.");
            return WrongArguments;
        }

        if (arguments.Help)
        {
            await output.WriteLineAsync(Usage);
            return Done;
        }

        CognitoEmulator emulator;
        try
        {
            var options = new EmulatorOptions { Port = arguments.Port, Region = arguments.Region, Clock = EmulatorClock.Real() };
            emulator = await CognitoEmulator.StartAsync(options, CancellationToken.None);
        }
        catch (IOException portTaken)
        {
            await error.WriteLineAsync($"{portTaken.Message} Choose another with --port, or --port 0 for a free one.");
            return CannotStart;
        }

        await using (emulator)
        {
            await ServeAsync(emulator, arguments, output, cancellationToken);
        }

        return Done;
    }

    private static async Task ServeAsync(CognitoEmulator emulator, ToolArguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        EmulatedUserPool pool = emulator.AddUserPool(new UserPoolSettings { Name = "local", DeviceConfiguration = arguments.Devices });
        EmulatedAppClient client = pool.AddClient(new AppClientSettings { Name = "local" });
        pool.AddUser(Username, Password, new Dictionary<string, string> { ["email"] = "demo@example.com", ["phone_number"] = "+15550100" });
        EmulatedIdentityPool identities = emulator.AddIdentityPool(new IdentityPoolSettings { Name = "local", AllowClassicFlow = true });
        identities.AddUserPoolClient(client);
        EmulatedBucket bucket = emulator.AddBucket("photos");
        emulator.AddSignedApi();
        emulator.AddBearerApi(pool);
        if (!arguments.Json)
        {
            emulator.Outbox.MessageSent += (_, message) => output.WriteLine(
                $"{message.SentAt:HH:mm:ss} {message.Medium} to {message.Destination} ({message.Username}), {message.Purpose}: {message.Code}");
        }

        await output.WriteLineAsync(arguments.Json ? ReadyLine(emulator, client, identities, bucket) : Banner(emulator, client, identities, bucket));
        await output.FlushAsync(CancellationToken.None);
        await StoppedAsync(cancellationToken);
    }

    private static string ReadyLine(CognitoEmulator emulator, EmulatedAppClient client, EmulatedIdentityPool identities, EmulatedBucket bucket) => new JsonObject
    {
        ["endpoint"] = Url(emulator),
        ["region"] = emulator.Region,
        ["userPoolId"] = client.Pool.Id,
        ["clientId"] = client.Id,
        ["identityPoolId"] = identities.Id,
        ["hostedUiDomain"] = null,
        ["bucket"] = bucket.Name,
        ["user"] = new JsonObject { ["username"] = Username, ["password"] = Password },
    }.ToJsonString();

    private static string Banner(CognitoEmulator emulator, EmulatedAppClient client, EmulatedIdentityPool identities, EmulatedBucket bucket) =>
        $"""
        Cognito emulator ready at {Url(emulator)}
          region         {emulator.Region}
          user pool      {client.Pool.Id}
          app client     {client.Id} (no secret, every flow)
          user           {Username} / {Password}
          keys           {client.Pool.Issuer}/.well-known/jwks.json
          identity pool  {identities.Id} (guests and the user, both flows)
          roles          {identities.AuthenticatedRole!.Arn}
                         {identities.UnauthenticatedRole!.Arn}
          bucket         {bucket.Name} (S3, path style; private/IDENTITY_ID/ and public/)
          APIs           {Url(emulator)}/apis/execute-api/{emulator.Region}/ (signed), {Url(emulator)}/apis/bearer/{client.Pool.Id}/ (bearer token)
        Codes it would send are printed here. Ctrl+C stops it.
        """;

    private static string Url(CognitoEmulator emulator) => emulator.Endpoint.GetLeftPart(UriPartial.Authority);

    private static async Task StoppedAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
    }
}
