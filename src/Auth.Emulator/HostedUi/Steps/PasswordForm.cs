namespace Amplify.Emulator;

/// <summary>Name and password, and the button for those who want to sign in with something else.</summary>
internal static class PasswordForm
{
    public static Html Render(HostedUiContext context, AuthorizeRequest request, Message message, string? username, bool focus)
    {
        bool known = !string.IsNullOrEmpty(username);
        Html name = SignUpForm.Username(context.Pool.Settings, username, focus && !known).Render(message);
        Html password = new Field("password", "Password") { Type = "password", Autocomplete = "current-password", Focus = focus && known }.Render(message);

        // Below the button that Enter presses, and without a demand for the password.
        Html another = OtherWays.ServeAt(request.Client)
            ? Html.Format($"""<button name="{OtherWays.Wanted}" value="1" formnovalidate="formnovalidate">{OtherWays.Label}</button>""")
            : Html.None;
        Html fields = Html.Format(
            $"""
            {name}{password}<p class="aside"><a href="{context.Pool.HostedUiPath}/forgotPassword{request.QueryString}">Forgot your password?</a></p>
            <button class="primary">Sign in</button>{another}
            """);
        return Html.Format(
            $"""
            {context.Form($"login{request.QueryString}", fields)}
            <p class="below">New here? <a href="{context.Pool.HostedUiPath}/signup{request.QueryString}">Create an account</a></p>
            """);
    }
}
