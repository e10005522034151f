using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>Time goes by, with nobody looking: past the freshness of a read, the end of a code, a step, the tokens, the refresh token.</summary>
internal static class ClockCommands
{
    public static IReadOnlyList<CommandKind> All { get; } =
    [
        new(90, _ => Gen.Frequency(
            (3, Gen.Constant(TimeSpan.FromSeconds(7))),
            (4, Gen.Constant(TimeSpan.FromSeconds(45))),
            (2, Gen.Constant(TimeSpan.FromMinutes(3.5))),
            (1, Gen.Constant(TimeSpan.FromMinutes(16))),
            (2, Gen.Constant(TimeSpan.FromMinutes(57))),
            (4, Gen.Constant(TimeSpan.FromMinutes(62))),
            (1, Gen.Constant(TimeSpan.FromHours(13))),
            (1, Gen.Constant(TimeSpan.FromHours(25))),
            (1, Gen.Constant(TimeSpan.FromDays(8)))).Select(by => (Command)new Advance(by))),
    ];

    private sealed record Advance(TimeSpan By) : Command
    {
        public override bool IsLookedAt => false;

        protected override string Text => $"{(By.TotalMinutes < 1 ? $"{By.TotalSeconds:0} s" : By.TotalHours < 2 ? $"{By.TotalMinutes:0.#} min" : $"{By.TotalHours:0} h")} go by";

        public override IEnumerable<Turn> Predict(ModelState s) => [new Turn("done", s with { Now = s.Now + By })];

        public override Task<Outcome> PerformAsync(ModelWorld world)
        {
            world.Cognito.Clock.Advance(By);
            return Task.FromResult<Outcome>("done");
        }
    }
}
