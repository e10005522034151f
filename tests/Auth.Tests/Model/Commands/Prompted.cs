using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>Another command, while the person before the engine's authenticator does not simply agree.</summary>
internal sealed record Prompted(Person Person, Command Inner) : Command
{
    public override string Kind => $"{Inner.Kind}, {Person}";

    public override IReadOnlyList<string> Operations => Inner.Operations;

    public override bool IsLookedAt => Inner.IsLookedAt;

    protected override string Text => $"{Inner}, and the authenticator's person: {Person}";

    /// <summary>Somebody disagreeable for a command that may ask, now and then.</summary>
    public static Gen<Command> Make(ModelState s, Command inner) => !inner.MayPrompt(s)
        ? Gen.Constant(inner)
        : from disagrees in Gen.Choose(1, 5)
          from person in Gen.Elements(Person.Cancels, Person.Cancels, Person.Fails, Person.Babbles, Person.Cheats)
          select disagrees <= 2 ? new Prompted(person, inner) : inner;

    public override IEnumerable<Turn> Predict(ModelState s) => Inner.Predict(s with { Person = Person }).Select(turn => turn with { After = turn.After with { Person = Person.Agrees } });

    public override async Task<Outcome> PerformAsync(ModelWorld world)
    {
        world.Authenticators[0].Person = Person;
        try
        {
            return await Inner.PerformAsync(world);
        }
        finally
        {
            world.Authenticators[0].Person = Person.Agrees;
        }
    }

    public override IEnumerable<Command> Simpler() => Inner.Simpler().Select(simpler => new Prompted(Person, simpler)).Prepend(Inner);
}
