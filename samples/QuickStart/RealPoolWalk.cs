using System.Security.Cryptography;
using Amplify.Sessions;

namespace Amplify.Samples;

/// <summary>The same job against a user pool of yours: a person answers.</summary>
internal static class RealPoolWalk
{
    public static async Task RunAsync(Story story, Arguments arguments, CancellationToken cancellationToken)
    {
        string username = arguments.Username!;
        AuthOptions options = AuthOptions.FromAmplifyOutputs(arguments.ConfigPath!);
        if (arguments.Endpoint is { } endpoint)
        {
            options.Endpoints = AuthEndpoints.Local(endpoint);
        }

        var store = new InMemorySessionStore();
        var key = new SessionProtectionKey("this-run", RandomNumberGenerator.GetBytes(SessionProtectionKey.Length));
        AuthServices NewServices() => new() { SessionStore = store, Protector = new AesGcmSessionProtector(key) };

        await using (var auth = new Auth(options, NewServices()))
        {
            if (arguments.SignUpEmail is { } email)
            {
                await SignUpAsync(story, auth, username, email, cancellationToken);
            }

            await SignInAsync(story, auth, username, cancellationToken);
            await story.StepAsync(
                "Read the session",
                async () => await auth.CurrentSessionAsync(cancellationToken: cancellationToken),
                s => $"{s.State} as {s.User?.Name}\n{string.Join('\n', s.User?.Claims.Select(c => $"  {c.Type,-18} {c.Value}") ?? [])}");
            await RealAttributes.OfferAsync(story, auth, cancellationToken);
            if (await RealSecondFactor.OfferAsync(story, auth, cancellationToken))
            {
                await auth.SignOutAsync(cancellationToken: cancellationToken);
                story.Say("      Signed out. Sign in again, with the app:");
                await SignInAsync(story, auth, username, cancellationToken);
            }

            if (options.IdentityPoolId is { } identityPool)
            {
                await RealCredentials.UseAsync(story, auth, identityPool.Split(':')[0], arguments, cancellationToken);
            }

            await story.StepAsync(
                "Renew the tokens now",
                async () => await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true }, cancellationToken),
                s => s.Error is null ? $"renewed ({s.Source})" : $"not renewed: {s.Error.Message}");
        }

        await using (var auth = new Auth(options, NewServices()))
        {
            await story.StepAsync(
                "Restart: a second engine over the same store",
                async () => await auth.CurrentSessionAsync(cancellationToken: cancellationToken),
                s => $"{s.State} as {s.User?.Name} ({s.Source})");
            await story.StepAsync(
                "Sign out",
                async () =>
                {
                    await auth.SignOutAsync(cancellationToken: cancellationToken);
                    return await auth.CurrentSessionAsync(cancellationToken: cancellationToken);
                },
                s => $"{s.State}");
        }
    }

    private static async Task SignUpAsync(Story story, IAuth auth, string username, string email, CancellationToken cancellationToken)
    {
        string password = Prompt.Secret("Password for the new user");
        SignUpResult result = await story.StepAsync(
            $"Sign up {username}",
            () => auth.SignUpAsync(username, password, new SignUpOptions { UserAttributes = new Dictionary<string, string> { ["email"] = email } }, cancellationToken),
            r => r.IsConfirmed ? "confirmed at once" : $"a code went to {r.CodeDelivery?.Destination}");
        if (!result.IsConfirmed)
        {
            await ConfirmAsync(story, auth, username, cancellationToken);
        }
    }

    private static async Task ConfirmAsync(Story story, IAuth auth, string username, CancellationToken cancellationToken)
    {
        ConfirmSignUpResult confirmed;
        do
        {
            string code = Prompt.Text("Code that was sent");
            confirmed = await story.StepAsync(
                "Confirm the sign-up",
                () => auth.ConfirmSignUpAsync(username, code, cancellationToken: cancellationToken),
                r => r.IsConfirmed ? "confirmed" : $"rejected: {r.Rejection?.Message}");
        }
        while (!confirmed.IsConfirmed);
    }

    private static async Task SignInAsync(Story story, IAuth auth, string username, CancellationToken cancellationToken)
    {
        while (true)
        {
            string password = Prompt.Secret($"Password of {username}");
            SignInResult result = await story.StepAsync(
                $"Sign in {username}",
                () => auth.SignInAsync(username, password, cancellationToken: cancellationToken),
                Describe);
            while (result.NextStep is { } step)
            {
                SignInAnswer answer = Answer(story, step);
                result = await story.StepAsync(
                    $"Answer {step.Name}",
                    () => auth.ConfirmSignInAsync(answer, cancellationToken: cancellationToken),
                    Describe);
            }

            if (result.IsSignedIn)
            {
                return;
            }

            switch (result.Detour)
            {
                case Detour.ConfirmSignUp:
                    await auth.ResendSignUpCodeAsync(username, cancellationToken: cancellationToken);
                    await ConfirmAsync(story, auth, username, cancellationToken);
                    break;
                default:
                    throw new UnexpectedTurnException("An administrator requires this user to reset the password first.");
            }
        }
    }

    private static SignInAnswer Answer(Story story, SignInStep step) => step switch
    {
        SignInStep.Password password => password.With(Prompt.Secret("Password")),
        SignInStep.TotpCode totp => totp.With(Prompt.Text("Code of your authenticator app")),
        SignInStep.SmsCode sms => sms.With(Prompt.Text($"Code sent to {sms.Delivery.Destination}")),
        SignInStep.EmailCode email => email.With(Prompt.Text($"Code sent to {email.Delivery.Destination}")),
        SignInStep.NewPassword change => change.With(
            Prompt.Secret("New password"),
            change.MissingAttributes.ToDictionary(name => name, name => Prompt.Text($"Your {name}"))),
        SignInStep.ChooseFirstFactor choice => choice.With(ChooseFactor(choice.Factors)),
        SignInStep.Passkey passkey => passkey.AnotherFactor(),
        SignInStep.CustomChallenge custom => custom.With(Prompt.Text($"The pool asks: {string.Join(", ", custom.Parameters.Where(p => p.Key != "USERNAME").Select(p => $"{p.Key} {p.Value}"))}")),
        SignInStep.ChooseMfa choice => choice.With(RealSecondFactor.Choose(choice.Methods)),
        SignInStep.ChooseMfaToSetUp choice => choice.With(RealSecondFactor.Choose(choice.Methods)),
        SignInStep.SetUpTotp setUp => RealSecondFactor.Answer(story, setUp),
        SignInStep.SetUpEmailMfa setUp => setUp.With(Prompt.Text("E-mail address for codes")),
        SignInStep.Unknown unknown => throw new UnexpectedTurnException($"The pool asks with {unknown.ChallengeName}, which this version cannot answer."),
        _ => throw new UnexpectedTurnException($"The pool asks for {step.Name}, which this sample does not know."),
    };

    private static FirstFactor ChooseFactor(IReadOnlyList<FirstFactor> factors)
    {
        while (true)
        {
            if (Enum.TryParse(Prompt.Text($"Sign in with ({string.Join(", ", factors)})"), ignoreCase: true, out FirstFactor factor) && factors.Contains(factor))
            {
                return factor;
            }
        }
    }

    private static string Describe(SignInResult result) => result switch
    {
        { Rejection: { } why } => $"rejected: {why.Message} {why.Suggestion}",
        { IsSignedIn: true } => "signed in",
        { NextStep: { } step } => $"next: {step.Name}",
        _ => $"first: {result.Detour?.GetType().Name}",
    };
}
