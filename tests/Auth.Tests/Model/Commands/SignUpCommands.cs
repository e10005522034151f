using Amplify.Emulator;
using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>Signing up: right, twice, with weak passwords and wrong codes.</summary>
internal static class SignUpCommands
{
    public static IReadOnlyList<CommandKind> All { get; } =
    [
        new(s => s.Users.ContainsKey("ben") ? 10 : 40, _ =>
            from user in Gen.Frequency((4, Gen.Constant("ben")), (1, Pick.User))
            from password in Gen.Frequency((6, Gen.Elements(Passwords.First, Passwords.Second)), (1, Gen.Constant(Passwords.Weak)))
            from withEmail in Pick.Mostly
            select (Command)new SignUp(user, password, withEmail)),
        new(s => IsWaiting(s) ? 80 : 5, s =>
            from user in UnconfirmedOf(s)
            from code in Pick.Code
            select (Command)new ConfirmSignUp(user, code)),
        new(s => IsWaiting(s) ? 30 : 5, s => UnconfirmedOf(s).Select(user => (Command)new ResendSignUpCode(user))),
    ];

    private static bool IsWaiting(ModelState s) => s.Users.Values.Any(user => user.Status == UserStatus.Unconfirmed);

    private static Gen<string> UnconfirmedOf(ModelState s)
    {
        string[] waiting = [.. s.Users.Values.Where(user => user.Status == UserStatus.Unconfirmed).Select(user => user.Name)];
        return waiting.Length == 0 ? Pick.User : Gen.Frequency((6, Gen.Elements(waiting)), (1, Pick.User));
    }

    private sealed record SignUp(string User, string Password, bool WithEmail) : Command
    {
        public override IReadOnlyList<string> Operations => ["SignUp"];

        protected override string Text => $"somebody signs up as {User} with the password {Password}{(WithEmail ? " and an e-mail address" : "")}";

        private string? Email => WithEmail ? $"{User}-1@example.com" : null;

        public override IEnumerable<Turn> Predict(ModelState s) => Turns(s.Call("SignUp", now => AccountRules.SignUp(now, User, Password, Email)), reply => $"signed up, {reply.Says}");

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            SignUpResult result = await world.Auth(0).SignUpAsync(User, Password, new SignUpOptions { UserAttributes = Email is { } email ? new Dictionary<string, string> { ["email"] = email } : null });
            return result.IsConfirmed ? "signed up and confirmed" : $"signed up, {(result.CodeDelivery is null ? "no code" : "code sent")}";
        }
    }

    private sealed record ConfirmSignUp(string User, CodeChoice Code) : Command
    {
        public override IReadOnlyList<string> Operations => ["ConfirmSignUp"];

        protected override string Text => $"{User} confirms the sign-up with the code: {Code}";

        public override IEnumerable<Turn> Predict(ModelState s) => Turns(
            s.Call("ConfirmSignUp", now => AccountRules.ConfirmSignUp(now, User, Code == CodeChoice.Newest)),
            _ => "confirmed",
            AuthErrorReason.WrongCode,
            AuthErrorReason.ExpiredCode);

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            ConfirmSignUpResult result = await world.Auth(0).ConfirmSignUpAsync(User, world.Code(Code, User, MessagePurpose.SignUp, MessagePurpose.ResendCode));
            return result.Rejection is { } rejection ? Outcome.Rejected(rejection.Reason.ToString()) : "confirmed";
        }
    }

    private sealed record ResendSignUpCode(string User) : Command
    {
        public override IReadOnlyList<string> Operations => ["ResendConfirmationCode"];

        protected override string Text => $"{User} asks for another sign-up code";

        public override IEnumerable<Turn> Predict(ModelState s) => Turns(s.Call("ResendConfirmationCode", now => AccountRules.Resend(now, User)), _ => "sent");

        public override async Task<Outcome> PerformAsync(ModelWorld world) => await world.Auth(0).ResendSignUpCodeAsync(User) is null ? "sent nowhere" : "sent";
    }
}
