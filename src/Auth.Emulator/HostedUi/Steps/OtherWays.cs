using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Signing in with something else than a password: from the name to the choice of the factors that go with it, and from each of them back.</summary>
internal static class OtherWays
{
    /// <summary>The field in which a form says that another way is wanted.</summary>
    public const string Wanted = "another";

    public const string Label = "Sign in another way";

    /// <summary>Whether the pages of a client offer any.</summary>
    public static bool ServeAt(EmulatedAppClient client)
    {
        lock (client.Pool.Gate)
        {
            return FirstFactors.ServeBesidePasswords(client);
        }
    }

    /// <summary>Goes to the choice of who signs in.</summary>
    /// <exception cref="ServiceException">The sign-in is refused.</exception>
    public static Answer Begin(HostedUiContext context, AuthorizeRequest request, string username)
    {
        if (!ServeAt(request.Client))
        {
            return LoginPage.Show(context, request, Message.Bad("The application lets users sign in with a password only."), username);
        }

        if (username.Length == 0)
        {
            return LoginPage.Show(context, request, Message.About("username", "Say who you are first."), username);
        }

        (EmulatedUser User, JsonObject Next) step = new PageSignIn(context).WithoutPassword(request.Client, username);
        return IsPasswordOnly(step.Next) ? ToPassword(context, request, username) : NextStep.Begin(context, request, username, step);
    }

    /// <summary>Back to the choice, which is made anew: what was offered may be gone by now, and so may the time.</summary>
    /// <param name="flow">The sign-in.</param>
    /// <param name="reason">What is said there.</param>
    /// <exception cref="ServiceException">The sign-in is refused.</exception>
    public static Answer Again(FlowContext flow, Message? reason = null)
    {
        BrowserFlow about = flow.Flow;
        JsonObject next = new PageSignIn(flow.Page).WithoutPassword(about.Request.Client, about.Username).Next;
        if (IsPasswordOnly(next))
        {
            flow.End();
            return ToPassword(flow.Page, about.Request, about.Username);
        }

        about.Challenge = next;
        return reason is null ? NextStep.ToPage(flow) : SelectFactorPage.Show(flow, reason);
    }

    private static bool IsPasswordOnly(JsonObject next) =>
        next["AvailableChallenges"]!.AsArray().All(factor => (string)factor! is FirstFactors.Password or FirstFactors.PasswordSrp);

    private static Answer ToPassword(HostedUiContext context, AuthorizeRequest request, string username) =>
        LoginPage.Show(context, request, Message.Good("There is no other way here. Please use your password."), username);
}
