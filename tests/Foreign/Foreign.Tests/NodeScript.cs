using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amplify.Tests;

/// <summary>Runs one of the scenarios in <c>tests/Foreign/node</c>.</summary>
internal static class NodeScript
{
    /// <summary>Gives a script its input and returns what it found. A script that throws fails the test with its stack trace.</summary>
    public static async Task<JsonElement> RunAsync(string script, JsonObject input, CancellationToken cancellationToken)
    {
        await using ChildProcess node = Start(script);
        await node.WriteInputAsync(input.ToJsonString(), cancellationToken);
        (int exitCode, string output, string errors) = await node.EndAsync(cancellationToken);
        Assert.That(exitCode, Is.Zero, $"{script} failed:\n{errors}");
        using JsonDocument result = JsonDocument.Parse(output);
        return result.RootElement.Clone();
    }

    /// <summary>Starts a script that goes on running.</summary>
    public static ChildProcess Start(string script)
    {
        string modules = Path.Combine(BuildPaths.NodeScripts, "node_modules");
        Assert.That(Directory.Exists(modules), "The Node packages are missing: run tests/Foreign/set-up first.");
        return ChildProcess.Start("node", Path.Combine(BuildPaths.NodeScripts, script));
    }
}
