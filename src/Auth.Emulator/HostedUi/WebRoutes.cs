using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>The places of the hosted UIs and of the emulated identity providers, by path.</summary>
internal sealed class WebRoutes
{
    private readonly EmulatorState _state;
    private readonly OperationTable _operations;
    private readonly Dictionary<string, Place> _hostedUi;

    public WebRoutes(EmulatorState state, OperationTable operations)
    {
        _state = state;
        _operations = operations;
        _hostedUi = new Dictionary<string, Place>(StringComparer.Ordinal)
        {
            ["oauth2/authorize"] = Page(AuthorizeEndpoint.Act, "GET"),
            ["oauth2/userInfo"] = Endpoint(new UserInfoEndpoint(state).Act, "GET", "POST"),
            ["oauth2/revoke"] = Endpoint(RevokeEndpoint.Act, "POST"),
            ["logout"] = Page(LogoutEndpoint.Act, "GET"),
            ["login"] = Page(LoginPage.Act, "GET", "POST"),
            ["error"] = Page(ErrorPage.Act, "GET"),
            ["oauth2/token"] = Endpoint(new TokenEndpoint(state).Act, "POST"),
        };
    }

    public WebRoute? Find(PathString path)
    {
        string[] parts = (path.Value ?? "").Split('/', 4);
        return parts is ["", "hosted-ui", var domain, var page] && _state.FindPoolByDomain(domain) is { } pool && _hostedUi.TryGetValue(page, out Place? place)
            ? new WebRoute(page, request => place.ActAsync(new HostedUiContext(_state, _operations, pool, request)), place.TellError)
            : null;
    }

    private static Place Page(Func<HostedUiContext, Answer> act, params string[] methods) => new(context => Task.FromResult(act(context)), ErrorPage.Tell, methods);

    private static Place Endpoint(Func<HostedUiContext, Answer> act, params string[] methods) => new(context => Task.FromResult(act(context)), OAuthAnswers.Tell, methods);

    private sealed class Place(Func<HostedUiContext, Task<Answer>> act, Func<ServiceException, Answer> tellError, string[] methods)
    {
        public Func<ServiceException, Answer> TellError { get; } = tellError;

        public async Task<Answer> ActAsync(HostedUiContext context)
        {
            if (!methods.Contains(context.Web.Method))
            {
                return new Answer { Status = StatusCodes.Status405MethodNotAllowed, Headers = new Dictionary<string, string> { ["Allow"] = string.Join(", ", methods) } };
            }

            try
            {
                return await act(context);
            }
            catch (HostedUiException end)
            {
                return end.Answer;
            }
        }
    }
}
