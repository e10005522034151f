using Amplify.Emulator;
using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>Another command, while something goes wrong with one of its calls.</summary>
internal sealed record Faulty(ModelFault Fault, Command Inner) : Command
{
    protected override string Text => $"{Inner}, while {Fault}";

    /// <summary>A fault for a command that makes calls; a throttled request was not done, so that one strikes before.</summary>
    public static Gen<Command> Make(ModelState s, Command inner) => inner.Operations.Count == 0
        ? Gen.Constant(inner)
        : from operation in Operation(s, inner.Operations)
          from fault in Gen.Elements(
              (FaultKind.Throttle, FaultPhase.Before),
              (FaultKind.InternalError, FaultPhase.Before),
              (FaultKind.InternalError, FaultPhase.After),
              (FaultKind.ServiceUnavailable, FaultPhase.Before),
              (FaultKind.Cut, FaultPhase.Before),
              (FaultKind.Cut, FaultPhase.After),
              (FaultKind.Truncated, FaultPhase.After),
              (FaultKind.Html, FaultPhase.After))
          from times in Gen.Elements<int?>(1, 2, null)
          select (Command)new Faulty(new ModelFault(operation, fault.Item1, fault.Item2, times), inner);

    /// <summary>The refresh, where one is likely: it is the one call whose failure is not told at once.</summary>
    private static Gen<string> Operation(ModelState s, IReadOnlyList<string> operations)
    {
        const string Refresh = "GetTokensFromRefreshToken";
        Gen<string> any = Gen.Elements(operations.AsEnumerable());
        return operations.Contains(Refresh) && s.Handles.Any(handle => Pick.IsInTrouble(s, handle)) ? Gen.Frequency((3, Gen.Constant(Refresh)), (1, any)) : any;
    }

    /// <summary>While the fault lasts it strikes refreshes behind the callers' backs too. Likeliest is that it shows.</summary>
    public override IEnumerable<Turn> Predict(ModelState s) => Inner
        .Predict(s with { Fault = Fault, Drifts = true })
        .SelectMany(turn => RefreshRules.Meanwhile(turn.After).Select(after => new Turn(turn.Outcome, after with { Fault = null })))
        .OrderByDescending(turn => Fault.Errors.Any(error => turn.Outcome.Text.Contains(error, StringComparison.Ordinal)));

    public override async Task<Outcome> PerformAsync(ModelWorld world)
    {
        using FaultHandle order = world.Cognito.Faults.Add(Fault.Order());
        return await Inner.PerformAsync(world);
    }

    public override IEnumerable<Command> Simpler() => Inner.Simpler().Select(simpler => new Faulty(Fault, simpler)).Prepend(Inner);
}
