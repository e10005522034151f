using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>Passkeys of users who are signed in: made by the engine, made by the application in two steps, listed, deleted.</summary>
internal static class PasskeyCommands
{
    private const string Refresh = "GetTokensFromRefreshToken";
    private const string Start = "StartWebAuthnRegistration";
    private const string Finish = "CompleteWebAuthnRegistration";

    public static IReadOnlyList<CommandKind> All { get; } =
    [
        new(s => s.Handles[0].View?.Held is null ? 3 : 40, _ => Gen.Constant((Command)new AssociatePasskey())),
        new(Pick.ForUsers(25), s => Pick.UserHandle(s).Select(h => (Command)new BeginPasskey(h))),
        new(s => s.Registration is { } begun && !s.Registrations[begun].Used ? 100 : 5, s =>
            from h in Pick.UserHandle(s)
            from genuine in Pick.Mostly
            select (Command)new CompletePasskey(h, genuine)),
        new(Pick.ForUsers(15), s => Pick.UserHandle(s).Select(h => (Command)new ListPasskeys(h))),

        // Above all where one is waited for.
        new(s => s.Handles.Any(handle => handle.Step?.Kind == PasskeyStep.Kind) ? 150 : Pick.ForUsers(15)(s), s =>
            from h in Pick.UserHandle(s)
            from user in Pick.UserOf(s, h)
            from oldest in Gen.Elements(true, false)
            select (Command)new DeletePasskey(h, user, oldest)),
    ];

    /// <summary>By the one engine that has an authenticator.</summary>
    private sealed record AssociatePasskey : Command
    {
        private const int Handle = 0;

        public override IReadOnlyList<string> Operations => [Start, Finish, Refresh];

        public override bool MayPrompt(ModelState s) => s.Handles[Handle].View?.Held is not null;

        protected override string Text => $"{Name(Handle)}: make a passkey";

        public override IEnumerable<Turn> Predict(ModelState s) => Turns(SessionRules.CallAsUser(s, Handle, Start, PasskeyRules.Start).SelectMany(Go), _ => "associated");

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            await world.Auth(Handle).Passkeys.AssociateAsync();
            return "associated";
        }

        private static IEnumerable<Reply> Go(Reply begun) => begun.State.Person switch
        {
            _ when begun.Refused is not null => [begun],
            Person.Cancels => [Reply.Refuse(begun.State, AuthErrorReason.Cancelled)],
            Person.Fails or Person.Babbles => [Reply.Refuse(begun.State, AuthErrorReason.ProviderFailed)],
            _ when HasOne(begun.State, begun.Registration!.Value, Handle) => [Reply.Refuse(begun.State, AuthErrorReason.ProviderFailed)],
            var person => SessionRules.CallAsUser(begun.State, Handle, Finish, (now, user) => PasskeyRules.Complete(now, user, begun.Registration!.Value, Handle, person == Person.Agrees)),
        };
    }

    private sealed record BeginPasskey(int Handle) : Command
    {
        public override IReadOnlyList<string> Operations => [Start, Refresh];

        protected override string Text => $"{Name(Handle)}: begin to register a passkey";

        public override IEnumerable<Turn> Predict(ModelState s) => Turns(
            SessionRules.CallAsUser(s, Handle, Start, PasskeyRules.Start).Select(reply => reply.Registration is { } begun ? reply with { State = reply.State with { Registration = begun } } : reply),
            _ => "registration begun");

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            world.CreationOptions = await world.Auth(Handle).Passkeys.BeginRegistrationAsync();
            return "registration begun";
        }
    }

    private sealed record CompletePasskey(int Handle, bool Genuine) : Command
    {
        private const string Another = "the authenticator has one already";

        public override IReadOnlyList<string> Operations => [Finish, Refresh];

        protected override string Text => $"{Name(Handle)}: complete the registration with {(Genuine ? "a passkey" : "a passkey for another one")}";

        public override IEnumerable<Turn> Predict(ModelState s) => s.Registration is not { } begun ? [new Turn("nothing to complete", s)]
            : HasOne(s, begun, Handle) ? [new Turn(Another, s)]
            : Turns(SessionRules.CallAsUser(s, Handle, Finish, (now, user) => PasskeyRules.Complete(now, user, begun, Handle, Genuine)), _ => "registered");

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            if (world.CreationOptions is not { } options)
            {
                return "nothing to complete";
            }

            string credential;
            try
            {
                credential = world.Authenticators[Handle].Create(options, Genuine);
            }
            catch (InvalidOperationException)
            {
                return Another;
            }

            await world.Auth(Handle).Passkeys.CompleteRegistrationAsync(credential);
            return "registered";
        }

        public override IEnumerable<Command> Simpler() => Genuine ? [] : [this with { Genuine = true }];
    }

    private sealed record ListPasskeys(int Handle) : Command
    {
        public override IReadOnlyList<string> Operations => ["ListWebAuthnCredentials", Refresh];

        protected override string Text => $"{Name(Handle)}: list the passkeys";

        public override IEnumerable<Turn> Predict(ModelState s) => Turns(
            SessionRules.CallAsUser(s, Handle, "ListWebAuthnCredentials", (now, user) => [new Reply(now) { Says = PasskeyRules.Describe(user.Passkeys) }]),
            reply => new Outcome("listed", reply.Says));

        public override async Task<Outcome> PerformAsync(ModelWorld world) =>
            new("listed", world.DescribePasskeys((await world.Auth(Handle).Passkeys.ListAsync()).Passkeys.Select(passkey => passkey.Id)));
    }

    private sealed record DeletePasskey(int Handle, string User, bool Oldest) : Command
    {
        public override IReadOnlyList<string> Operations => ["DeleteWebAuthnCredential", Refresh];

        protected override string Text => $"{Name(Handle)}: delete the {(Oldest ? "oldest" : "newest")} passkey of {User}";

        public override IEnumerable<Turn> Predict(ModelState s)
        {
            ModelPasskey? passkey = s.Users.GetValueOrDefault(User)?.Passkeys is { Count: > 0 } passkeys ? passkeys[Oldest ? 0 : ^1] : null;
            return Turns(SessionRules.CallAsUser(s, Handle, "DeleteWebAuthnCredential", (now, user) => PasskeyRules.Delete(now, user, passkey?.Id)), _ => "passkey deleted");
        }

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            await world.Auth(Handle).Passkeys.DeleteAsync(world.PasskeyOf(User, Oldest));
            return "passkey deleted";
        }
    }

    private static bool HasOne(ModelState s, int registration, int authenticator) => s.Registrations[registration].Known.Any(passkey => passkey.Authenticator == authenticator);
}
