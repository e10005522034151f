using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>Second factors of users who are signed in.</summary>
internal static class MfaCommands
{
    public static IReadOnlyList<CommandKind> All { get; } =
    [
        new(Pick.ForUsers(40), s => Pick.UserHandle(s).Select(h => (Command)new SetUpTotp(h))),
        new(s => s.Users.Values.Any(user => user.PendingTotp is not null) ? 120 : 3, s =>
            from h in Pick.UserHandle(s)
            from user in Pick.UserOf(s, h)
            from code in Gen.Frequency((5, Gen.Elements(TotpChoice.Now, TotpChoice.Next)), (1, Gen.Constant(TotpChoice.Wrong)))
            from preference in Gen.Elements<MfaPreference?>(null, MfaPreference.Enabled, MfaPreference.Preferred)
            select (Command)new VerifyTotp(h, user, code, preference)),
        new(Pick.ForUsers(20), s => Pick.UserHandle(s).Select(h => (Command)new FetchPreferences(h))),
        new(Pick.ForUsers(50), s =>
            from h in Pick.UserHandle(s)
            from method in Gen.Elements(MfaMethod.Sms, MfaMethod.Email, MfaMethod.Totp)
            from preference in Gen.Elements(MfaPreference.Enabled, MfaPreference.Preferred, MfaPreference.NotPreferred, MfaPreference.Disabled)
            select (Command)new UpdatePreference(h, method, preference)),
    ];

    private sealed record SetUpTotp(int Handle) : Command
    {
        public override IReadOnlyList<string> Operations => ["AssociateSoftwareToken", "GetTokensFromRefreshToken"];

        protected override string Text => $"{Name(Handle)}: begin to set up an authenticator app";

        public override IEnumerable<Turn> Predict(ModelState s) => Turns(SessionRules.CallAsUser(s, Handle, "AssociateSoftwareToken", FactorRules.Associate), _ => "begun");

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            TotpSetUp totp = await world.Auth(Handle).Mfa.SetUpTotpAsync();
            string shown = world.Cognito.TotpCode(totp.SharedSecret.Reveal());
            return world.Pool.Users.Any(user => world.AppOf(user.Username, pending: true)(0) == shown) ? "begun" : "begun, with another secret than the service's";
        }
    }

    private sealed record VerifyTotp(int Handle, string User, string Code, MfaPreference? Preference) : Command
    {
        public override IReadOnlyList<string> Operations => ["VerifySoftwareToken", "SetUserMFAPreference", "GetTokensFromRefreshToken"];

        protected override string Text => $"{Name(Handle)}: prove the authenticator app of {User} with {Code}{(Preference is { } preference ? $", then {preference}" : "")}";

        public override IEnumerable<Turn> Predict(ModelState s)
        {
            IEnumerable<Reply> verified = SessionRules.CallAsUser(s, Handle, "VerifySoftwareToken", (now, user) => FactorRules.Verify(now, user, user.Name == User ? TotpChoice.Step(now, Code) : null));
            return verified.SelectMany(reply => reply.Refused is not null || Preference is not { } preference
                ? Turns([reply], _ => "proved", AuthErrorReason.WrongCode, AuthErrorReason.ExpiredCode)
                : SetPreference(reply.State, preference));
        }

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            string code = TotpChoice.Code(Code, world.AppOf(User, pending: true));
            VerifyTotpResult result = await world.Auth(Handle).Mfa.VerifyTotpAsync(code, new VerifyTotpOptions { Preference = Preference });
            return result.Rejection is { } rejection ? Outcome.Rejected(rejection.Reason.ToString())
                : result.PreferenceError is { } error ? $"proved, but {error.Reason}"
                : "proved";
        }

        public override IEnumerable<Command> Simpler() => Preference is null ? [] : [this with { Preference = null }];

        /// <summary>The second call: for the same user with the token that served just now. What goes wrong with it is told, not thrown.</summary>
        private IEnumerable<Turn> SetPreference(ModelState s, MfaPreference preference)
        {
            HeldSession held = s.Handles[Handle].View!.Held!;
            return s.Call("SetUserMFAPreference", now => TokenRules.WithToken(now, held, (state, user) => FactorRules.Prefer(state, user, SignInRules.Totp, preference)))
                .Select(reply => new Turn(reply.Refused is { } refused ? $"proved, but {refused}" : "proved", reply.State));
        }
    }

    private sealed record FetchPreferences(int Handle) : Command
    {
        public override IReadOnlyList<string> Operations => ["GetUser", "GetTokensFromRefreshToken"];

        protected override string Text => $"{Name(Handle)}: read the second factors";

        public override IEnumerable<Turn> Predict(ModelState s) => Turns(
            SessionRules.CallAsUser(s, Handle, "GetUser", (now, user) => [new Reply(now) { Says = $"[{string.Join(", ", user.Factors)}], {user.Preferred ?? "none"}" }]),
            reply => new Outcome("read", reply.Says));

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            MfaPreferences preferences = await world.Auth(Handle).Mfa.FetchPreferencesAsync();
            return new Outcome("read", $"[{string.Join(", ", preferences.Enabled.Select(FactorRules.NameOf))}], {(preferences.Preferred is { } preferred ? FactorRules.NameOf(preferred) : "none")}");
        }
    }

    private sealed record UpdatePreference(int Handle, MfaMethod Method, MfaPreference Preference) : Command
    {
        public override IReadOnlyList<string> Operations => ["SetUserMFAPreference", "GetTokensFromRefreshToken"];

        protected override string Text => $"{Name(Handle)}: set the second factor {Method} to {Preference}";

        public override IEnumerable<Turn> Predict(ModelState s) => Turns(
            SessionRules.CallAsUser(s, Handle, "SetUserMFAPreference", (now, user) => FactorRules.Prefer(now, user, FactorRules.NameOf(Method), Preference)),
            _ => "set");

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            await world.Auth(Handle).Mfa.UpdatePreferencesAsync(new MfaPreferenceUpdate
            {
                Sms = Method == MfaMethod.Sms ? Preference : null,
                Totp = Method == MfaMethod.Totp ? Preference : null,
                Email = Method == MfaMethod.Email ? Preference : null,
            });
            return "set";
        }
    }
}
