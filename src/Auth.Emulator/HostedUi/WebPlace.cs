using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>A page or endpoint: what it does with a request that has one of its methods, and how it tells errors.</summary>
internal sealed class WebPlace<TContext>(Func<TContext, Task<Answer>> act, Func<ServiceException, Answer> tellError, params string[] methods)
{
    public WebRoute Route(EmulatorState state, string name, Func<WebRequest, TContext> context) => new(state, name, request => ActAsync(request, context), tellError);

    private async Task<Answer> ActAsync(WebRequest request, Func<WebRequest, TContext> context)
    {
        if (!methods.Contains(request.Method))
        {
            return new Answer { Status = StatusCodes.Status405MethodNotAllowed, Headers = new Dictionary<string, string> { ["Allow"] = string.Join(", ", methods) } };
        }

        try
        {
            return await act(context(request));
        }
        catch (HostedUiException end)
        {
            return end.Answer;
        }
    }
}
