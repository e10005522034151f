using System.Text;

namespace Amplify.Tests.Model;

/// <summary>
/// Does what a scenario says, and keeps the states of the model that fit all that was seen so far: more than one where nobody can
/// tell, as after an answer that was lost. When none is left, engine or emulator did what the model does not allow.
/// </summary>
internal sealed class Comparison(Scenario scenario, Coverage? coverage, Action<ModelWorld>? disturb)
{
    /// <summary>Real time, far beyond what a call takes on a slow machine: only what hangs takes longer.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private const int MostStates = 1000;

    private readonly StringBuilder _told = new();
    private IReadOnlyList<ModelState> _possible = [Initial.State(scenario.Setting)];

    /// <exception cref="Disagreement">They disagree; the message tells what was done, seen and expected.</exception>
    public async Task RunAsync()
    {
        ModelWorld world = await ModelWorld.StartAsync(scenario.Setting);
        try
        {
            disturb?.Invoke(world);
            await CompareFactsAsync(world);
            foreach (Command command in scenario.Commands)
            {
                await DoAsync(world, command);
            }
        }
        catch (Disagreement e)
        {
            throw new Disagreement($"{e.Message}\nSo far, with {scenario.Setting}:{_told}", e.InnerException);
        }
        finally
        {
            await BoundedAsync(world.DisposeAsync().AsTask(), "disposal");
        }
    }

    private async Task DoAsync(ModelWorld world, Command command)
    {
        _told.Append(null, $"\n  {command}");
        await SeeAsync(world, command.ToString(), s => command.Predict(s), () => command.PerformAsync(world), outcome => coverage?.Add(command, outcome));
        await CompareFactsAsync(world);
        if (!command.IsLookedAt)
        {
            return;
        }

        for (int h = 0; h < world.Steps.Length; h++)
        {
            int handle = h;
            await SeeAsync(
                world,
                $"the session of {ModelWorld.NameOf(handle)} afterwards",
                s => SessionRules.Read(s, handle, force: false).Select(read => new Turn(read.Sight.Outcome, read.After)),
                async () => world.Describe(await world.Auth(handle).CurrentSessionAsync()),
                _ => { });
        }

        await CompareFactsAsync(world);
    }

    /// <summary>Does something and keeps the states in which it may come to that.</summary>
    private async Task SeeAsync(ModelWorld world, string what, Func<ModelState, IEnumerable<Turn>> predict, Func<Task<Outcome>> perform, Action<Outcome> seen)
    {
        DateTimeOffset now = world.Now;
        Outcome outcome = await BoundedAsync(OutcomeOfAsync(perform), what);
        List<Turn> turns = [.. Meanwhile(world, now).SelectMany(predict)];
        _told.Append(null, $" -> {outcome}");
        seen(outcome);
        _possible = Distinct(turns.Where(turn => turn.Outcome == outcome).Select(turn => turn.After));
        if (_possible.Count == 0)
        {
            throw new Disagreement($"{what}: {outcome}\nThe model allows: {string.Join(" | ", turns.Select(turn => turn.Outcome).Distinct())}");
        }
    }

    /// <summary>Looks at the pool, the outbox and the stores, and keeps the states that say the same.</summary>
    private async Task CompareFactsAsync(ModelWorld world)
    {
        DateTimeOffset now = world.Now;
        IReadOnlyList<string> facts = await BoundedAsync(world.FactsAsync(), "a look at the facts");
        IReadOnlyList<ModelState> meanwhile = Distinct(Meanwhile(world, now));
        _possible = [.. meanwhile.Where(s => s.Facts().SequenceEqual(facts))];
        if (_possible.Count == 0)
        {
            IReadOnlyList<string> nearest = meanwhile.Select(s => s.Facts()).MinBy(expected => expected.Except(facts).Count() + facts.Except(expected).Count())!;
            throw new Disagreement($"the facts:\n    {string.Join("\n    ", facts.Except(nearest).Select(f => $"seen:     {f}").Concat(nearest.Except(facts).Select(f => $"expected: {f}")))}");
        }
    }

    /// <summary>The states that are possible now that something was seen which began at this moment.</summary>
    private IEnumerable<ModelState> Meanwhile(ModelWorld world, DateTimeOffset now)
    {
        bool[] refreshing = world.Refreshing();
        return _possible
            .Select(s => s with { Now = now, Handles = [.. s.Handles.Select((handle, h) => handle with { MaySend = refreshing[h] })] })
            .SelectMany(s => RefreshRules.Meanwhile(s));
    }

    private List<ModelState> Distinct(IEnumerable<ModelState> states)
    {
        List<ModelState> distinct = [.. states.DistinctBy(s => s.ToString())];
        coverage?.AddStates(distinct.Count);
        return distinct.Count <= MostStates ? distinct : throw new Disagreement($"nothing: the model has lost track, with {distinct.Count} states that are possible");
    }

    private static async Task<Outcome> OutcomeOfAsync(Func<Task<Outcome>> perform)
    {
        try
        {
            return await Task.Run(perform);
        }
        catch (SignInRequiredException e)
        {
            return Outcome.Throws(Sight.SignInRequired(e.EndReason?.ToString()));
        }
        catch (AuthException e)
        {
            return Outcome.Throws(e.Reason.ToString());
        }
        catch (Exception e) when (e is not Disagreement)
        {
            throw new Disagreement($"an exception that nobody expects: {e}", e);
        }
    }

    private static async Task<T> BoundedAsync<T>(Task<T> work, string what)
    {
        await BoundedAsync((Task)work, what);
        return await work;
    }

    private static async Task BoundedAsync(Task work, string what)
    {
        try
        {
            await work.WaitAsync(_patience);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            throw new Disagreement($"{what} hangs: nothing came of it within {_patience.TotalSeconds} s");
        }
    }
}
