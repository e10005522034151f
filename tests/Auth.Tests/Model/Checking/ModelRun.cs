using System.Diagnostics;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Amplify.Tests.Model;

/// <summary>A number of random scenarios, the same ones in every run unless the environment says otherwise.</summary>
/// <param name="scenarios">What they are made of.</param>
/// <param name="check">Runs one; throws <see cref="Disagreement"/>.</param>
/// <param name="gamma">An odd number that tells runs with one seed apart.</param>
internal sealed class ModelRun(Arbitrary<Scenario> scenarios, Func<Scenario, Task> check, ulong gamma) : IRunner
{
    /// <summary>How long a failure is simplified: what hangs takes its time again and again.</summary>
    private static readonly TimeSpan _longestShrinking = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, string> _messages = [];
    private long? _failedAt;
    private TestResult? _result;

    /// <summary>The seed of every run whose environment says nothing else.</summary>
    public const ulong UsualSeed = 20261120;

    /// <summary>Scenarios per configuration: <c>AUTH_MODEL_SCENARIOS</c>.</summary>
    public static int Count { get; } = Number("AUTH_MODEL_SCENARIOS", 12);

    /// <summary>Commands per scenario: <c>AUTH_MODEL_COMMANDS</c>.</summary>
    public static int Length { get; } = Number("AUTH_MODEL_COMMANDS", 15);

    /// <summary>What the scenarios are made from: <c>AUTH_MODEL_SEED</c>, a number, or <c>random</c>.</summary>
    public static ulong Seed { get; } = Environment.GetEnvironmentVariable("AUTH_MODEL_SEED") switch
    {
        null or "" => UsualSeed,
        "random" => (ulong)Random.Shared.NextInt64(),
        { } text => ulong.Parse(text, CultureInfo.InvariantCulture),
    };

    /// <summary>Runs them.</summary>
    /// <returns>Null, or the shortest scenario found that fails, and why it does.</returns>
    public string? Find(int count)
    {
        Config config = Config.Quick.WithMaxTest(count).WithReplay(Seed, gamma).WithRunner(this);
        Check.One(config, Prop.ForAll(scenarios, RunAsync));
        if (_result is not TestResult.Failed failed)
        {
            return null;
        }

        var shrunk = (Scenario)failed.Item3.Head;
        return $"""
            After {failed.Item1.NumberOfTests} scenarios, and {failed.Item1.NumberOfShrinks} simplifications, this disagrees (AUTH_MODEL_SEED={Seed}, AUTH_MODEL_COMMANDS={Length}):

            {shrunk}

            What disagrees: {_messages.GetValueOrDefault(shrunk.ToString(), "no more: it did before")}

            The scenario as it was found, {failed.Item2.Head}
            """;
    }

    void IRunner.OnStartFixture(Type t)
    {
    }

    void IRunner.OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
    {
    }

    void IRunner.OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
    {
    }

    void IRunner.OnFinished(string name, TestResult result) => _result = result;

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : usual;

    private async Task RunAsync(Scenario scenario)
    {
        if (_failedAt is { } failedAt && Stopwatch.GetElapsedTime(failedAt) > _longestShrinking)
        {
            return;
        }

        try
        {
            await check(scenario);
        }
        catch (Disagreement e)
        {
            _failedAt ??= Stopwatch.GetTimestamp();
            _messages[scenario.ToString()] = e.Message;
            throw;
        }
    }
}
