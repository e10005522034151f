using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Amplify.Tests;

/// <summary>The emulator's command, running as a process of its own on a free port.</summary>
internal sealed partial class EmulatorCommand : IAsyncDisposable
{
    private EmulatorCommand(ChildProcess process, string endpoint, string userPoolId, string clientId)
    {
        Process = process;
        Endpoint = endpoint;
        UserPoolId = userPoolId;
        ClientId = clientId;
    }

    public ChildProcess Process { get; }

    public string Endpoint { get; }

    public string UserPoolId { get; }

    public string ClientId { get; }

    public string Region => UserPoolId.Split('_')[0];

    /// <summary>The user the command makes at its start; known in JSON mode only.</summary>
    public string Username { get; private init; } = "";

    public string Password { get; private init; } = "";

    /// <summary>The identity pool and the bucket the command starts with; known in JSON mode only.</summary>
    public string IdentityPoolId { get; private init; } = "";

    public string Bucket { get; private init; } = "";

    /// <summary>Starts the process; nothing has been read of its output.</summary>
    public static ChildProcess StartProcess(params string[] arguments) => ChildProcess.Start("dotnet", [BuildPaths.EmulatorCommand, .. arguments]);

    /// <summary>Starts it with <c>--json</c> and reads its line.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="arguments">What else it is told.</param>
    public static async Task<EmulatorCommand> StartAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        ChildProcess process = StartProcess(["--port", "0", "--json", .. arguments]);
        try
        {
            using JsonDocument line = JsonDocument.Parse(await process.ReadLineAsync(cancellationToken));
            JsonElement root = line.RootElement;
            return new EmulatorCommand(process, Text(root, "endpoint"), Text(root, "userPoolId"), Text(root, "clientId"))
            {
                IdentityPoolId = Text(root, "identityPoolId"),
                Bucket = Text(root, "bucket"),
                Username = Text(root.GetProperty("user"), "username"),
                Password = Text(root.GetProperty("user"), "password"),
            };
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it for a person to read: it then prints the codes it "sends".</summary>
    public static async Task<EmulatorCommand> StartForPeopleAsync(CancellationToken cancellationToken)
    {
        ChildProcess process = StartProcess("--port", "0");
        try
        {
            string endpoint = await FindAsync(process, EndpointLine(), cancellationToken);
            string pool = await FindAsync(process, PoolLine(), cancellationToken);
            string client = await FindAsync(process, ClientLine(), cancellationToken);
            return new EmulatorCommand(process, endpoint, pool, client);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for a code to be printed.</summary>
    public Task<string> ReadCodeAsync(string username, CancellationToken cancellationToken) => FindAsync(
        Process,
        new Regex(string.Create(CultureInfo.InvariantCulture, $@"\({Regex.Escape(username)}\).*: (\d{{6}})$"), RegexOptions.CultureInvariant),
        cancellationToken);

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static async Task<string> FindAsync(ChildProcess process, Regex form, CancellationToken cancellationToken)
    {
        Match match;
        do
        {
            match = form.Match(await process.ReadLineAsync(cancellationToken));
        }
        while (!match.Success);
        return match.Groups[1].Value;
    }

    [GeneratedRegex(@"(http://127\.0\.0\.1:\d+)")]
    private static partial Regex EndpointLine();

    [GeneratedRegex(@"user pool\s+(\S+)")]
    private static partial Regex PoolLine();

    [GeneratedRegex(@"app client\s+(\S+)")]
    private static partial Regex ClientLine();
}
