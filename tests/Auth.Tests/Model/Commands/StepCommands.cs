using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>Answering steps: right, wrong, too late, twice, on another engine, after a detour through text.</summary>
internal static class StepCommands
{
    public static IReadOnlyList<CommandKind> All { get; } =
    [
        new(s => s.Handles.Any(handle => handle.Step is not null) ? 300 : 5, s =>
            from holder in Pick.StepHandle(s)
            from h in Gen.Frequency((5, Gen.Constant(holder)), (1, Pick.Handle))
            from stale in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
            from choice in Choice(s, s.Handles[holder].Step)
            select (Command)new Answer(h, holder, stale, choice)),
        new(s => s.Handles.Any(handle => handle.Step is not null) ? 40 : 5, s => Pick.StepHandle(s).Select(h => (Command)new Protect(h))),
        new(s => s.Pocket is not null ? 40 : 5, _ =>
            from h in Pick.Handle
            from changed in Pick.Rarely
            select (Command)new Resume(h, changed)),
    ];

    private static Gen<int> Choice(ModelState s, ModelStep? step)
    {
        StepKind? kind = step is null ? null : StepKind.Of(step.Kind);
        return kind?.Tempting(s, step!) is { } tempting
            ? Gen.Frequency((1, Gen.Constant(kind.Best(s, step!))), (1, Gen.Constant(tempting)))
            : Gen.Frequency((3, Gen.Constant(kind?.Best(s, step!) ?? 0)), (1, Gen.Choose(0, 3)));
    }

    private sealed record Answer(int Handle, int From, bool Stale, int Choice) : Command
    {
        public override IReadOnlyList<string> Operations => ["RespondToAuthChallenge", "VerifySoftwareToken", "AssociateSoftwareToken", "InitiateAuth"];

        public override bool MayPrompt(ModelState s) => s.Handles[Handle].HasAuthenticator
            && Answered(s) is { Kind: ChooseFirstFactorStep.Kind } step
            && ChoiceOf(StepKind.Of(step.Kind)) == ChooseFirstFactorStep.Last
            && step.Offered[^1] == nameof(FirstFactor.WebAuthn);

        protected override string Text => $"{Name(Handle)}: answer the {(Stale ? "step before the last" : "step")}{(From == Handle ? "" : $" of {Name(From)}")}, choice {Choice}";

        public override IEnumerable<Turn> Predict(ModelState s)
        {
            if (Answered(s) is not { } step)
            {
                return [new Turn("nothing to answer", s)];
            }

            var kind = StepKind.Of(step.Kind);
            return kind.Predict(s, step, ChoiceOf(kind)).SelectMany(reply => SignInTurns.Of(reply, Handle, step));
        }

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            if ((Stale ? world.StaleSteps[From] : world.Steps[From]) is not { } slot)
            {
                return "nothing to answer";
            }

            var kind = StepKind.Of(slot.Step.Name);
            return world.Take(Handle, await world.Auth(Handle).ConfirmSignInAsync(kind.Answer(world, slot, ChoiceOf(kind))), slot);
        }

        public override IEnumerable<Command> Simpler()
        {
            if (Choice > 0)
            {
                yield return this with { Choice = 0 };
            }

            if (From != Handle)
            {
                yield return this with { Handle = From };
            }
        }

        private ModelStep? Answered(ModelState s) => Stale ? s.Handles[From].StaleStep : s.Handles[From].Step;

        private string ChoiceOf(StepKind kind) => kind.Answers[Choice % kind.Answers.Count];
    }

    private sealed record Protect(int Handle) : Command
    {
        protected override string Text => $"{Name(Handle)}: make the step into text";

        public override IEnumerable<Turn> Predict(ModelState s) => s.Handles[Handle].Step is { } step
            ? [new Turn("protected", s with { Pocket = (step, s.Now) })]
            : [new Turn("nothing to protect", s)];

        public override Task<Outcome> PerformAsync(ModelWorld world)
        {
            if (world.Steps[Handle] is not { } slot)
            {
                return Task.FromResult<Outcome>("nothing to protect");
            }

            world.Pocket = (world.Auth(Handle).Protect(slot.Step), slot.Code);
            return Task.FromResult<Outcome>("protected");
        }
    }

    private sealed record Resume(int Handle, bool Changed) : Command
    {
        protected override string Text => $"{Name(Handle)}: go on with the text{(Changed ? ", changed on its way" : "")}";

        public override IEnumerable<Turn> Predict(ModelState s)
        {
            if (s.Pocket is not { } pocket)
            {
                return [new Turn("nothing to resume", s)];
            }

            var invalid = new Turn(Outcome.Throws(nameof(AuthErrorReason.InvalidStepToken)), s);
            var resumed = new Turn($"step {pocket.Step.Kind}", s.With(Handle, handle => handle with { StaleStep = handle.Step, Step = pocket.Step }));

            // A step as old as its lifetime to the second is still one.
            return Changed ? [invalid] : s.Passed(pocket.Since + Setting.StepTokenLifetime + TimeSpan.FromSeconds(1)).Select(over => over ? invalid : resumed);
        }

        public override Task<Outcome> PerformAsync(ModelWorld world)
        {
            if (world.Pocket is not { } pocket)
            {
                return Task.FromResult<Outcome>("nothing to resume");
            }

            SignInStep step = world.Auth(Handle).Resume(Changed ? Spoil(pocket.Token) : pocket.Token);
            world.StaleSteps[Handle] = world.Steps[Handle];
            world.Steps[Handle] = new StepSlot(step, pocket.Code);
            return Task.FromResult<Outcome>($"step {step.Name}");
        }

        private static string Spoil(string token) => $"{token[..20]}{(token[20] == 'A' ? 'B' : 'A')}{token[21..]}";
    }
}
