using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>Takes each HTTP request: finds the service it is for, writes it into the log, lets ordered faults act, and answers as that service does.</summary>
internal sealed class FrontDoor
{
    private readonly EmulatorState _state;
    private readonly WebRoutes _web;

    // Whoever recognises a request first has it; the last takes what is left.
    private readonly IService[] _services;

    public FrontDoor(EmulatorState state)
    {
        OperationTable userPools = OperationTable.For(state);
        _state = state;
        _web = new WebRoutes(state, userPools);
        _services = [new ApiService(state), new S3Service(state), new StsService(state), new JsonService(state, userPools)];
    }

    public async Task HandleAsync(HttpContext context)
    {
        var request = new WireRequest(context.Request);
        IService service = ServiceFor(request);
        SetCommonHeaders(context.Response, service);
        byte[]? body = await ReadBodyAsync(context, service.MaxBodyBytes);
        if (body is null)
        {
            await new Answer { Status = StatusCodes.Status413PayloadTooLarge }.WriteAsync(context);
            return;
        }

        request.Body = body;
        string operation = service.NameOf(request);
        Log(service, operation, request);
        await AnswerAsync(context, service, operation, request);
    }

    private IService ServiceFor(WireRequest request) => (IService?)_web.Find(request) ?? Array.Find(_services, service => service.Takes(request))
        ?? throw new InvalidOperationException("The last service takes every request.");

    private async Task AnswerAsync(HttpContext context, IService service, string operation, WireRequest request)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _state.Stopping);
        try
        {
            if (await _state.Faults.ActAsync(operation, FaultPhase.Before, context, service, Answer.Success([]), _state.Clock, cancellation.Token))
            {
                return;
            }

            Answer answer = await ActAsync(service, operation, request, cancellation.Token);
            if (!await _state.Faults.ActAsync(operation, FaultPhase.After, context, service, answer, _state.Clock, cancellation.Token))
            {
                await answer.WriteAsync(context);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The caller hung up or the emulator stops: nobody is left to answer.
            context.Abort();
        }
    }

    private static async Task<Answer> ActAsync(IService service, string operation, WireRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await service.ActAsync(operation, request, cancellationToken);
        }
        catch (ServiceException error)
        {
            return service.Refusal(error);
        }
#pragma warning disable CA1031 // The last line of a server: whatever went wrong inside is told to the developer as the service's own 500.
        catch (Exception bug) when (bug is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return service.Refusal(new ServiceException("InternalErrorException", $"The emulator failed in {operation}: {bug}", StatusCodes.Status500InternalServerError));
        }
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpContext context, int limit)
    {
        if (context.Request.ContentLength > limit)
        {
            return null;
        }

        using var whole = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (whole.Length + read > limit)
            {
                return null;
            }

            whole.Write(buffer, 0, read);
        }

        return whole.ToArray();
    }

    private void Log(IService service, string operation, WireRequest request) => _state.Requests.Add(new LoggedRequest
    {
        Operation = operation,
        Target = request.RawQuery.Length == 0 ? request.RawPath : $"{request.RawPath}?{request.RawQuery}",
        Time = _state.Clock.GetUtcNow(),
        Body = service.Readable(request),
        Parameters = new WebParameters(request.RawQuery).And(WebRequest.FormOf(request)),
        Headers = request.Headers,
    });

    private void SetCommonHeaders(HttpResponse response, IService service)
    {
        response.Headers.Date = _state.Clock.GetUtcNow().ToString("r");
        response.Headers[service.RequestIdHeader] = Guid.NewGuid().ToString();
        if (!service.IsReadByAnyOrigin)
        {
            return;
        }

        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlExposeHeaders = $"{service.RequestIdHeader},x-amzn-ErrorType,x-amzn-ErrorMessage,Date";
    }
}
