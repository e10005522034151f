using System.Text.Json.Nodes;

namespace Amplify.Emulator.Tool;

/// <summary>The command: starts an emulator with a pool, a client and a user in it, says where it is, and runs until it is stopped.</summary>
internal static class ToolCommand
{
    private const int Done = 0;
    private const int CannotStart = 1;
    private const int WrongArguments = 2;

    private const string Usage =
        """
        A local Amazon Cognito over HTTP on loopback. State is kept in memory and gone when it stops.

        Usage: amplify-auth-emulator [--port <number>] [--region <name>] [--devices <how>] [--callback-url <url>]… [--json]

          --port <number>   The port on 127.0.0.1 (and ::1); 0 takes a free one. Default: 9229.
          --region <name>   The AWS region to play. Default: eu-west-1.
          --devices <how>   Whether the pool remembers devices: off, always, or opt-in (once the user agrees). Default: off.
          --callback-url <url>
                            Where the hosted UI may send the browser after signing in and out; may be given several times.
                            Default: some on localhost, 127.0.0.1 and [::1], ports 3000, 5000, 8080, 8400 and 8401.
          --json            Print one line of JSON when ready, and nothing else; codes it would send go to standard error.
          --help            Print this.

        It starts with a user pool, an app client without a secret that allows every flow, a confirmed user, a hosted UI,
        the social providers with an account each, an identity pool that takes the client's users and guests, and a bucket.
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
            DemoScene scene;
            try
            {
                scene = DemoScene.Set(emulator, arguments.CallbackUrls, arguments.Devices);
            }
            catch (ArgumentException wrongUrl)
            {
                await error.WriteLineAsync($"{wrongUrl.Message} Try --help.");
                return WrongArguments;
            }

            await ServeAsync(emulator, scene, arguments, output, error, cancellationToken);
        }

        return Done;
    }

    private static async Task ServeAsync(CognitoEmulator emulator, DemoScene scene, ToolArguments arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        TextWriter mail = arguments.Json ? error : output;
        emulator.Outbox.MessageSent += (_, message) => mail.WriteLine(
            $"{message.SentAt:HH:mm:ss} {message.Medium} to {message.Destination} ({message.Username}), {message.Purpose}: {message.Code}");

        await output.WriteLineAsync(arguments.Json ? ReadyLine(emulator, scene) : Banner(emulator, scene));
        await output.FlushAsync(CancellationToken.None);
        await StoppedAsync(cancellationToken);
    }

    private static string ReadyLine(CognitoEmulator emulator, DemoScene scene) => new JsonObject
    {
        ["endpoint"] = Url(emulator),
        ["region"] = emulator.Region,
        ["userPoolId"] = scene.Pool.Id,
        ["clientId"] = scene.Client.Id,
        ["identityPoolId"] = scene.Identities.Id,
        ["hostedUiDomain"] = scene.Pool.HostedUiDomain.ToString(),
        ["bucket"] = scene.Bucket.Name,
        ["user"] = new JsonObject { ["username"] = DemoScene.Username, ["password"] = DemoScene.Password },
    }.ToJsonString();

    private static string Banner(CognitoEmulator emulator, DemoScene scene) =>
        $"""
        Cognito emulator ready at {Url(emulator)}
          region         {emulator.Region}
          user pool      {scene.Pool.Id}
          app client     {scene.Client.Id} (no secret, every flow)
          user           {DemoScene.Username} / {DemoScene.Password}
          hosted UI      {scene.Pool.HostedUiDomain}
          keys           {scene.Pool.Issuer}/.well-known/jwks.json
          identity pool  {scene.Identities.Id} (guests and the user, both flows)
          roles          {scene.Identities.AuthenticatedRole!.Arn}
                         {scene.Identities.UnauthenticatedRole!.Arn}
          bucket         {scene.Bucket.Name} (S3, path style; private/IDENTITY_ID/ and public/)
          APIs           {Url(emulator)}/apis/execute-api/{emulator.Region}/ (signed), {Url(emulator)}/apis/bearer/{scene.Pool.Id}/ (bearer token)
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
